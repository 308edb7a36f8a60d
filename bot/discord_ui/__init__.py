"""Discord: everything that imports discord.py, and nothing else."""

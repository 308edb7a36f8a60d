"""What running it needs: how it ends, logs, health."""

"""What members ask and suggest, for a guild's curators."""

"""The application commands, grouped by what people want."""

"""The real bot in a page of the local browser, by simcord: no token, no network."""

"""Files from elsewhere: what a file is, and how trivia lists of other bots become question lists."""

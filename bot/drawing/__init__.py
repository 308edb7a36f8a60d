"""Pictures, from values to PNG; synchronous, a few hundredths of a second each."""

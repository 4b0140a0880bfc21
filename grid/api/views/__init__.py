"""The grid's views, a file a noun."""

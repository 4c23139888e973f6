"""The window: widgets and charts. Draws and asks; decides nothing."""

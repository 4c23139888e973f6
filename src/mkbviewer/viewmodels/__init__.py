"""What the window shows and does, without drawing it: signals, item models, background work."""

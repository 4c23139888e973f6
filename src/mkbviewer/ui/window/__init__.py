"""The window itself: what is in it, its menus, messages and memory."""

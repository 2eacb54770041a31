"""Event loops, under the names of asyncio.events."""
from _asyncio import (
    Handle, TimerHandle, _get_running_loop, get_event_loop, get_running_loop, new_event_loop,
    set_event_loop)

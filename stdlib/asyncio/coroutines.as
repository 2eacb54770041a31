"""Coroutines, under the names of asyncio.coroutines."""
from _asyncio import iscoroutine, iscoroutinefunction

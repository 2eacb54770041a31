"""Futures, under the names of asyncio.futures."""
from _asyncio import Future, isfuture
from asyncio.exceptions import CancelledError, InvalidStateError

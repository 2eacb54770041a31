"""Concurrent code with async and await. The core is the C module _asyncio; this package adds the rest."""
from _asyncio import (
    CancelledError, Future, Handle, InvalidStateError, Task, TimerHandle, all_tasks, create_task,
    current_task, ensure_future, gather, get_event_loop, get_running_loop, iscoroutine,
    iscoroutinefunction, isfuture, new_event_loop, set_event_loop, sleep, _get_running_loop)
from asyncio.exceptions import BrokenBarrierError, IncompleteReadError, LimitOverrunError
from asyncio.timeouts import Timeout, timeout, timeout_at
from asyncio.locks import Barrier, BoundedSemaphore, Condition, Event, Lock, Semaphore
from asyncio.queues import LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull
from asyncio.tasks import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, as_completed, shield, wait, wait_for)
from asyncio.taskgroups import TaskGroup
from asyncio.runners import Runner, run

TimeoutError = TimeoutError

__all__ = (
    'ALL_COMPLETED', 'Barrier', 'BoundedSemaphore', 'BrokenBarrierError', 'CancelledError', 'Condition',
    'Event', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'Future', 'Handle', 'IncompleteReadError',
    'InvalidStateError', 'LifoQueue', 'LimitOverrunError', 'Lock', 'PriorityQueue', 'Queue', 'QueueEmpty',
    'QueueFull', 'Runner', 'Semaphore', 'Task', 'TaskGroup', 'Timeout', 'TimeoutError', 'TimerHandle',
    'all_tasks', 'as_completed', 'create_task', 'current_task', 'ensure_future', 'gather',
    'get_event_loop', 'get_running_loop', 'iscoroutine', 'iscoroutinefunction', 'isfuture',
    'new_event_loop', 'run', 'set_event_loop', 'shield', 'sleep', 'timeout', 'timeout_at', 'wait',
    'wait_for')

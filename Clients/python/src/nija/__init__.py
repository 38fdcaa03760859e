"""nija: a ledger for trading bots. This is the client; `nijad` is the daemon that it talks to.

    import nija

    with nija.connect() as n:
        n.record_trade(symbol="BTC-USD", strategy="APEX_V71", profit="50.0", fees="1.0")

`connect` makes the blocking client, `connect_async` the one for asyncio; both have the same methods.
"""
import os
from typing import Optional

from nija._async.client import AsyncClient
from nija._async.streams import AsyncEventStream, AsyncMessageStream
from nija._blocking.client import Client
from nija._blocking.streams import EventStream, MessageStream
from nija._generated import enums as _enums, messages as _messages
from nija._generated.enums import *  # noqa: F401,F403
from nija._generated.messages import *  # noqa: F401,F403
from nija.errors import (
    Aborted, AlreadyExists, Cancelled, ConnectionLost, DataLoss, DeadlineExceeded, FailedPrecondition, FieldViolation,
    Internal, InvalidArgument, NijaError, NotFound, OutcomeUnknown, OutOfRange, PermissionDenied, ProtocolViolation,
    Refused, ResourceExhausted, Unavailable, Unimplemented, Unreachable,
)
from nija.methods import make_id

__version__ = "0.1.0"
__all__ = [
    "AsyncClient", "AsyncEventStream", "AsyncMessageStream", "Client", "EventStream", "MessageStream", "connect",
    "connect_async", "make_id", "Aborted", "AlreadyExists", "Cancelled", "ConnectionLost", "DataLoss",
    "DeadlineExceeded", "FailedPrecondition", "FieldViolation", "Internal", "InvalidArgument", "NijaError", "NotFound",
    "OutcomeUnknown", "OutOfRange", "PermissionDenied", "ProtocolViolation", "Refused", "ResourceExhausted",
    "Unavailable", "Unimplemented", "Unreachable",
]
__all__ += _enums.__all__
__all__ += _messages.__all__

#: Where a daemon listens when nobody says otherwise.
DEFAULT_SOCKET = "/run/nija/nijad.sock"
#: Seconds that a call may take with all its repetitions when nobody says otherwise.
DEFAULT_TIMEOUT = 10.0


def _socket(path: Optional[str]) -> str:
    return path or os.environ.get("NIJA_SOCKET") or DEFAULT_SOCKET


def connect(path: Optional[str] = None, *, timeout: float = DEFAULT_TIMEOUT) -> Client:
    """Connects to a daemon.

    Args:
        path: its socket; the environment's NIJA_SOCKET or /run/nija/nijad.sock when None.
        timeout: seconds that a call may take with all its repetitions; `math.inf` for ever.

    Raises:
        Unreachable: nobody listens there, or you may not connect.
    """
    return Client(_socket(path), timeout)


def connect_async(path: Optional[str] = None, *, timeout: float = DEFAULT_TIMEOUT) -> AsyncClient:
    """The same for asyncio: `async with nija.connect_async() as n:`. It connects with the block, or the first call."""
    return AsyncClient(_socket(path), timeout)

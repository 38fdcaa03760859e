"""The daemon and the account that the modules of this package share."""
from __future__ import annotations

import logging
import math
import os
import threading
from decimal import Decimal
from typing import Dict, Optional, Union

import nija

#: What an account begins with when nobody says otherwise.
DEFAULT_CAPITAL = 1000.0

logger = logging.getLogger("nija.bot")

_clients: Dict[str, nija.Client] = {}
_lock = threading.Lock()


def client() -> nija.Client:
    """The one client of each daemon."""
    path = os.environ.get("NIJA_SOCKET") or nija.DEFAULT_SOCKET
    with _lock:
        if path not in _clients:
            _clients[path] = nija.connect(path)
        return _clients[path]


def account() -> str:
    """The account that everything is booked on."""
    return os.environ.get("NIJA_ACCOUNT") or "default"


def open_account(initial_capital: Optional[float]) -> None:
    """Sees to it that the account is there. The capital is for a new account; one that has traded keeps its own."""
    n, name = client(), account()
    try:
        found = n.get_account(name=name).account
    except nija.NotFound:
        n.create_account(name=name, initial_capital=DEFAULT_CAPITAL if initial_capital is None else initial_capital)
        return
    if initial_capital is None or found.initial_capital == Decimal(repr(initial_capital)):
        return
    if found.total_trades:
        logger.warning("account %s keeps its initial capital of %s: it has trades", name, found.initial_capital)
    else:
        n.update_account(name, initial_capital=initial_capital)


def number(value: Optional[Union[Decimal, float]]) -> float:
    """A figure as the old code had it, with NaN for one that has no value."""
    return math.nan if value is None else float(value)

#!/usr/bin/env python3
"""A bot that trades a random walk, does what its operator says, and reports its balance.

    python3 examples/random_walk.py --socket ./nijad.sock
    nijactl strategy pause RANDOM_WALK --reason 'let me look'    # in another terminal; then resume, or stop
"""
import argparse
import random
from datetime import datetime, timezone
from decimal import Decimal

import nija

CENT = Decimal("0.01")


class Walk:
    """A price that goes up or down by up to one percent a step."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.price = Decimal(100)

    def step(self):
        self.price = (self.price * Decimal(self.chance.uniform(0.99, 1.01))).quantize(CENT)
        return self.price


def trade_once(n, walk, arguments):
    """Buys, waits a step, sells, and records what came of it."""
    opened, entry = datetime.now(timezone.utc), walk.price
    leave = walk.step()
    profit = (leave - entry) * arguments.quantity
    answer = n.record_trade(
        strategy=arguments.strategy, symbol="WALK-USD", side=nija.Side.LONG, quantity=arguments.quantity,
        entry_price=entry, exit_price=leave, entry_time=opened, profit=profit, fees=CENT)
    return answer.trade.net_profit


def run(n, arguments):
    """Trades until it is stopped or has traded enough."""
    walk, traded = Walk(arguments.seed), 0
    n.register_strategy(name=arguments.strategy, description="trades a random walk")
    balance = n.get_account().account.balance
    # The stream begins with the strategy's present status, and goes on by itself should the daemon restart.
    with n.stream_strategies(account="default", name=arguments.strategy) as orders:
        status = next(orders).strategy.strategy.status
        while traded < arguments.trades and status != nija.StrategyStatus.STOPPED:
            order = orders.next(timeout=arguments.pause)
            if order:
                status = order.strategy.strategy.status
                print(f"{status.name}: {order.strategy.reason}", flush=True)
            elif status == nija.StrategyStatus.ACTIVE:
                balance += trade_once(n, walk, arguments)
                traded += 1
                n.update_balance(balance)
                print(f"trade {traded}: balance {balance}", flush=True)
    print(f"done after {traded} trades", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--socket", help="the daemon's; NIJA_SOCKET when missing")
    options.add_argument("--strategy", default="RANDOM_WALK")
    options.add_argument("--quantity", type=Decimal, default=Decimal(1))
    options.add_argument("--trades", type=int, default=1000, help="how many at most")
    options.add_argument("--pause", type=float, default=1.0, help="seconds between trades")
    options.add_argument("--seed", type=int, default=7)
    arguments = options.parse_args()
    with nija.connect(arguments.socket) as n:
        run(n, arguments)


if __name__ == "__main__":
    main()

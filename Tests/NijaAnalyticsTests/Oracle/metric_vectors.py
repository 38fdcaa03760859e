#!/usr/bin/env python3
"""Writes ../MetricVectors.swift: random histories and their figures, computed by independent libraries.

    pip install numpy pandas scipy empyrical-reloaded
    python3 metric_vectors.py [seed]          (from this directory)

Daily figures come from empyrical-reloaded 0.7.1, scipy and pandas where they define them; the rest, and all per-trade
figures, from formulas written here without a look at the Swift code. Returns are made from exact fractions.
"""

import datetime
import math
import random
import sys
from collections import defaultdict
from fractions import Fraction

import empyrical
import numpy as np
import pandas as pd
import scipy.stats

EPOCH = datetime.date(1970, 1, 1)
START = datetime.date(2025, 11, 20)


def history(rng, name, days, per_day, periods, rate, kind):
    """Events as (second, kind, values), with times inside UTC days; money in cents."""
    events = []
    equity = 1_000_000
    for day in range(days):
        base = ((START - EPOCH).days + day) * 86400
        if day not in (0, days - 1) and rng.random() < 0.25:
            continue
        for _ in range(rng.choice(per_day)):
            profit = 0 if rng.random() < 0.06 else round(rng.gauss(150, 6000))
            fees = rng.randrange(-30, 400)
            equity += profit - fees
            events.append((base + rng.randrange(3600, 80000), "T", (profit, fees)))
        if kind == "account":
            if rng.random() < 0.3:
                events.append((base + rng.randrange(3600, 86399), "R", (equity + rng.randrange(-5000, 5000),)))
            if rng.random() < 0.06:
                flow = rng.randrange(-40_000, 80_000)
                equity += flow
                events.append((base + rng.randrange(3600, 86399), "F", (flow,)))
    events.sort(key=lambda event: event[0])
    times = set()
    unique = [e for e in events if not (e[0] in times or times.add(e[0]))]
    return dict(name=name, periods=periods, rate=rate, kind=kind, events=unique)


def day_of(second):
    return EPOCH + datetime.timedelta(days=second // 86400)


def period_of(day, periods):
    if periods == 252 and day.weekday() >= 5:
        return day + datetime.timedelta(days=7 - day.weekday())
    return day


def period_range(first, last, periods):
    day = first
    while day <= last:
        if periods != 252 or day.weekday() < 5:
            yield day
        day += datetime.timedelta(days=1)


def equity_at_end(events, day):
    """The rule, literally: the latest report up to the end of the day, then all that came after it."""
    end = ((day - EPOCH).days + 1) * 86400
    value, since = 1_000_000, -1
    for second, kind, values in events:
        if kind == "R" and second < end:
            value, since = values[0], second
    for second, kind, values in events:
        if since < second < end:
            value += values[0] - values[1] if kind == "T" else values[0] if kind == "F" else 0
    return value


def returns_of(h):
    events, periods = h["events"], h["periods"]
    flows = defaultdict(int)
    for second, kind, values in events:
        if kind == "F":
            flows[period_of(day_of(second), periods)] += values[0]
    first, last = (period_of(day_of(events[i][0]), periods) for i in (0, -1))
    days = list(period_range(first, last, periods))
    previous, result = Fraction(1_000_000), []
    for day in days:
        equity = equity_at_end(events, day)
        result.append(float(Fraction(equity - flows[day]) / previous - 1))
        previous = Fraction(equity)
    return pd.Series(result, index=pd.DatetimeIndex(days)), int(previous)


def daily_figures(h):
    r, equity = returns_of(h)
    periods = h["periods"]
    risk_free = (1 + h["rate"]) ** (1 / periods) - 1
    index = np.concatenate([[1.0], np.cumprod(1 + r.to_numpy())])
    drawdown = index / np.maximum.accumulate(index) - 1
    excess = r - risk_free
    last = r.index[-1]
    week = r[r.index >= last - pd.Timedelta(days=last.weekday())]
    month = r[(r.index.month == last.month) & (r.index.year == last.year)]
    span = (r.index[-1] - r.index[0]).days + 1
    return equity, {
        "volatility": 100 * empyrical.annual_volatility(r, annualization=periods),
        "sharpe_ratio": empyrical.sharpe_ratio(r, risk_free=risk_free, annualization=periods),
        "sortino_ratio": empyrical.sortino_ratio(r, required_return=risk_free, annualization=periods),
        "cagr": 100 * empyrical.annual_return(r, annualization=periods),
        "cagr_calendar": 100 * (index[-1] ** (365.25 / span) - 1),
        "max_drawdown": -100 * empyrical.max_drawdown(r),
        "current_drawdown": -100 * drawdown[-1],
        "calmar_ratio": empyrical.calmar_ratio(r, annualization=periods),
        "value_at_risk_95": -100 * empyrical.value_at_risk(r, 0.05),
        "value_at_risk_99": -100 * empyrical.value_at_risk(r, 0.01),
        "conditional_value_at_risk_95": -100 * empyrical.conditional_value_at_risk(r, 0.05),
        "skewness": scipy.stats.skew(r),
        "excess_kurtosis": scipy.stats.kurtosis(r),
        "omega_ratio": empyrical.omega_ratio(r, risk_free=risk_free, annualization=periods),
        "ulcer_index": 100 * math.sqrt(np.sum(drawdown[1:] ** 2) / len(r)),
        "tail_ratio": empyrical.tail_ratio(r),
        "best_day": 100 * r.max(),
        "worst_day": 100 * r.min(),
        "daily_return": 100 * r.iloc[-1],
        "weekly_return": 100 * empyrical.cum_returns_final(week),
        "monthly_return": 100 * empyrical.cum_returns_final(month),
        "time_weighted_return": 100 * empyrical.cum_returns_final(r),
        "downside_count": float((excess < 0).sum()),
    }


def longest(signs, wanted):
    best = run = 0
    for sign in signs:
        run = run + 1 if sign == wanted else 0
        best = max(best, run)
    return best


def trade_figures(h, equity):
    trades = [values for _, kind, values in h["events"] if kind == "T"]
    days = {day_of(second) for second, kind, _ in h["events"] if kind == "T"}
    p = np.array([profit - fees for profit, fees in trades]) / 100
    gains, losses = p[p > 0].sum(), -p[p < 0].sum()
    wins, lost = int((p > 0).sum()), int((p < 0).sum())
    signs = list(np.sign(p))
    current = 0
    while signs and current < len(signs) and signs[-1] and signs[-1 - current] == signs[-1]:
        current += 1
    return {
        "total_trades": len(p), "winning_trades": wins, "losing_trades": lost,
        "win_rate": 100 * wins / len(p), "profit_factor": gains / losses,
        "net_profit": sum(a - b for a, b in trades) / 100, "gross_pnl": sum(a for a, _ in trades) / 100,
        "total_fees": sum(b for _, b in trades) / 100, "average_win": gains / wins, "average_loss": losses / lost,
        "expectancy": p.mean(), "expectancy_r": p.mean() / (losses / lost),
        "risk_reward_ratio": (gains / wins) / (losses / lost), "profit_deviation": p.std(ddof=1),
        "sqn": p.mean() / p.std(ddof=1) * math.sqrt(len(p)),
        "roi_percentage": p.sum() / 10_000 * 100, "active_days": len(days), "trades_per_day": len(p) / len(days),
        "trades_per_calendar_day": len(p) / ((max(days) - min(days)).days + 1),
        "longest_winning_streak": longest(signs, 1), "longest_losing_streak": longest(signs, -1),
        "current_streak": current * int(signs[-1]), "account_equity": equity / 100,
        "account_growth": 100 * (equity / 1_000_000 - 1),
    }


def main():
    rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 20260301)
    shapes = [
        ("a month of a part", 30, [1, 2, 5], 365, 0.0, "part"),
        ("a year of a part with a risk-free rate", 365, [0, 1, 3], 365, 0.04, "part"),
        ("business days of a part", 140, [1, 2], 252, 0.0, "part"),
        ("an account with reports and flows", 120, [0, 2, 4], 365, 0.0, "account"),
        ("an account on business days", 200, [1, 2], 252, 0.03, "account"),
        ("a long account", 700, [0, 1, 2], 365, 0.02, "account"),
    ]
    lines = []
    for shape in shapes:
        h = history(rng, *shape)
        lines.append(f"H {h['kind']} {h['periods']} {h['rate']!r} {h['name']}")
        lines += [f"{kind} {second} {' '.join(map(str, values))}" for second, kind, values in h["events"]]
        equity, figures = daily_figures(h)
        figures.pop("downside_count")
        figures.update(trade_figures(h, equity))
        lines += [f"M {name} {float(value)!r}" for name, value in figures.items()]
    with open("../MetricVectors.swift", "w", encoding="utf-8") as file:
        file.write("// Generated by Oracle/metric_vectors.py; do not edit.\n\n")
        file.write("/// H kind, periods, rate, name; T second, profit, fees; R second, equity; F second, amount (cents); M name,\n")
        file.write("/// value.\n")
        file.write('let metricVectors = """\n    ' + "\n    ".join(lines) + '\n    """\n')


main()

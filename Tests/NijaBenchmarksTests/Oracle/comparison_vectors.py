#!/usr/bin/env python3
"""Writes ../ComparisonVectors.swift: accounts beside benchmarks, and their figures by independent libraries.

    pip install numpy pandas empyrical-reloaded quantstats
    python3 comparison_vectors.py [seed]          (from this directory)

Figures come from empyrical-reloaded 0.7.1, and from quantstats 0.0.86 where it has the same definition; both are asked
for beta. The pairing of calendars is pandas' own resampling, written without a look at the Swift code.
"""

import datetime
import math
import random
import sys

import empyrical
import pandas as pd
import quantstats

START = datetime.date(2024, 1, 1)


def case(rng, name, days, matching, periods, rate, weekends, link):
    """Daily returns of an account from START on, and closes of a benchmark from a week before."""
    returns, closes, price = {}, {}, 400.0
    for offset in range(-7, days):
        day = START + datetime.timedelta(days=offset)
        if day.weekday() < 5 or weekends:
            if offset < -2 or rng.random() > 0.03:
                price *= 1 + rng.gauss(0.0004, 0.011)
                closes[day] = round(price, 2)
        if offset >= 0:
            market = closes.get(day)
            before = [closes[d] for d in sorted(closes) if d < day]
            move = market / before[-1] - 1 if market and before else 0.0
            returns[day] = 0.0 if rng.random() < 0.1 else link * move + rng.gauss(0.0006, 0.009)
    return dict(name=name, returns=returns, closes=closes, matching=matching, periods=periods, rate=rate)


def matched(c):
    """Both return series, over the same stretches."""
    account = pd.Series(c["returns"])
    account.index = pd.to_datetime(account.index)
    closes = pd.Series(c["closes"])
    closes.index = pd.to_datetime(closes.index)
    base = account.index[0] - pd.Timedelta(days=1)
    index = pd.concat([pd.Series([1.0], index=[base]), (1 + account).cumprod()])
    carried = closes.reindex(pd.date_range(closes.index[0], account.index[-1])).ffill()
    if c["matching"] == "carried":
        days = index.index
    else:
        days = index.index[[d == base or d in closes.index for d in index.index]]
    return index[days].pct_change().iloc[1:], carried[days].pct_change().iloc[1:], index, carried, base


def capture(r, m, opts):
    """As empyrical.capture, which knows 252 periods a year only."""
    if opts["annualization"] == 252:
        assert empyrical.capture(r, m) == empyrical.annual_return(r) / empyrical.annual_return(m)
    return 100 * empyrical.annual_return(r, **opts) / empyrical.annual_return(m, **opts)


def figures(c):
    r, m, index, carried, base = matched(c)
    periods = c["periods"]
    rf = (1 + c["rate"]) ** (1 / periods) - 1
    opts = dict(annualization=periods)
    active = r - m
    greeks = quantstats.stats.greeks(r - rf, m - rf, periods=periods, prepare_returns=False)
    beta = empyrical.beta(r, m, risk_free=rf)
    assert abs(beta - greeks["beta"]) < 1e-9
    information = quantstats.stats.information_ratio(r, m, prepare_returns=False) * math.sqrt(periods)
    fall = lambda returns: -100 * empyrical.max_drawdown(returns)
    total = 100 * (index.iloc[-1] - 1)
    benchmark = 100 * (carried.iloc[-1] / carried[base] - 1)
    return len(r), {
        "time_weighted_return": total, "benchmark_return": benchmark, "difference": total - benchmark,
        "beta": beta, "alpha": 100 * greeks["alpha"],
        "alpha_compounded": 100 * empyrical.alpha(r, m, risk_free=rf, **opts),
        "correlation": r.corr(m), "r_squared": quantstats.stats.r_squared(r, m, prepare_returns=False),
        "tracking_error": 100 * empyrical.annual_volatility(active, **opts), "information_ratio": information,
        "up_capture": capture(r[m > 0], m[m > 0], opts), "down_capture": capture(r[m < 0], m[m < 0], opts),
        "max_drawdown": fall(r), "benchmark_max_drawdown": fall(m), "excess_drawdown": fall(r) - fall(m),
        "relative_drawdown": fall((1 + r) / (1 + m) - 1),
        "volatility": 100 * empyrical.annual_volatility(r, **opts),
        "benchmark_volatility": 100 * empyrical.annual_volatility(m, **opts),
        "sharpe_ratio": empyrical.sharpe_ratio(r, risk_free=rf, **opts),
        "benchmark_sharpe_ratio": empyrical.sharpe_ratio(m, risk_free=rf, **opts),
    }


def main():
    rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 20260401)
    shapes = [
        ("a quarter on common days", 91, "common", 252, 0.0, False, 0.8),
        ("two years on common days with a risk-free rate", 731, "common", 252, 0.04, False, 1.2),
        ("a year with carried closes", 366, "carried", 365, 0.0, False, 0.5),
        ("a year beside a market that never closes", 366, "common", 365, 0.03, True, -0.4),
        ("a month without any link", 31, "carried", 365, 0.02, False, 0.0),
    ]
    lines = []
    for shape in shapes:
        c = case(rng, *shape)
        count, values = figures(c)
        lines.append(f"H {c['matching']} {c['periods']} {c['rate']!r} {count} {c['name']}")
        lines += [f"A {day} {value!r}" for day, value in c["returns"].items()]
        lines += [f"C {day} {value:.2f}" for day, value in c["closes"].items()]
        lines += [f"M {name} {float(value)!r}" for name, value in values.items()]
    with open("../ComparisonVectors.swift", "w", encoding="utf-8") as file:
        file.write("// Generated by Oracle/comparison_vectors.py; do not edit.\n\n")
        file.write("/// H matching, periods, rate, pairs, name; A day, return; C day, close; M name, value.\n")
        file.write('let comparisonVectors = """\n    ' + "\n    ".join(lines) + '\n    """\n')


main()

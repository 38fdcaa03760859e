"""Makes the table of docs/BENCHMARKS.md from rows of group|name|p50|p99|rate: medians over the rounds, beside the floor."""
import statistics
import sys

HEADS = {"call": "a call that does nothing", "write": "a trade, on the disk before the answer"}


def main(path):
    groups = {}
    for line in open(path):
        group, name, *figures = line.rstrip("\n").split("|")
        rows = groups.setdefault(group, {}).setdefault(name, [])
        rows.append([float(figure) if figure else None for figure in figures])
    for number, (group, rows) in enumerate(groups.items()):
        if number > 0:
            print()
        print(f"| {HEADS[group]} | p50, µs | p99, µs | × floor | 64 in flight, /s |\n| --- | ---: | ---: | ---: | ---: |")
        floors = [row[0] for row in next(iter(rows.values()))]
        for name, rounds in rows.items():
            p50, p99 = (statistics.median(row[i] for row in rounds) for i in (0, 1))
            # The median of the rounds' own ratios: both drift with the machine.
            ratio = statistics.median(row[0] / floor for row, floor in zip(rounds, floors))
            rate = [row[2] for row in rounds if row[2] is not None]
            print(f"| {name} | {p50:,.1f} | {p99:,.1f} | {ratio:.2f} | {f'{statistics.median(rate):,.0f}' if rate else ''} |")


main(sys.argv[1])

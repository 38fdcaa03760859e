"""Drop-in modules for bots that were written with their own tracker, alarms and tracking service in the package `bot`.

Change `from bot.` to `from nija.bot.`: the names and arguments are the same, and `nijad` does the work. The daemon is
that of NIJA_SOCKET, the account that of NIJA_ACCOUNT ("default" when unset). New code had better use `nija.connect`.

What differs, because the daemon is exact where the old code was not: a figure without a value is NaN, never 0 or 100;
alarms are watched by the daemon on every event, and survive restarts of the bot.
"""

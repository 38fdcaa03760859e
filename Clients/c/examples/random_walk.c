/*
 * A bot that trades a random walk, does what its operator says, and reports its balance; one thread, and one poll(2).
 *
 *     cc random_walk.c $(pkg-config --cflags --libs libnija) -o random_walk
 *     ./random_walk [--socket PATH] [--strategy NAME] [--trades COUNT] [--pause MILLISECONDS]
 *     nijactl strategy pause RANDOM_WALK --reason 'let me look'    # in another terminal; then resume, or stop
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <nija.h>

typedef struct bot {
    nija_client *client;
    const char *strategy;
    long trades_max;
    long pause; /* between trades, in milliseconds */

    Nija__V1__StrategyStatus status;
    nija_call *orders;  /* what the operator says */
    nija_call *trade;   /* on its way to the ledger, */
    nija_call *balance; /* and then this; else NULL */
    int64_t price;      /* amounts are whole cents, so that sums are exact */
    int64_t cents;
    long traded;
    long long due; /* when the next trade is, in milliseconds */
} bot;

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

/* Ends the bot when something failed: calls are repeated by themselves, so nothing is left to try. */
static void must(bot *of, int code) {
    if (code == NIJA_OK)
        return;
    fprintf(stderr, "%s: %s\n", nija_code_name(code), nija_last_error(of->client)->message);
    exit(1);
}

/* Buys, sees where the price goes by up to a percent, and sells. */
static void begin_trade(bot *of) {
    int64_t bought = of->price, step = bought / 100;
    of->price += rand() % (2 * step + 1) - step;
    char entry[NIJA_DECIMAL_SIZE], leave[NIJA_DECIMAL_SIZE], profit[NIJA_DECIMAL_SIZE];
    nija_decimal_from_units(bought, 2, entry);
    nija_decimal_from_units(of->price, 2, leave);
    nija_decimal_from_units(of->price - bought, 2, profit);
    Nija__V1__Trade trade = NIJA__V1__TRADE__INIT;
    trade.strategy = nija_text(of->strategy);
    trade.symbol = nija_text("WALK-USD");
    trade.side = NIJA__V1__SIDE__SIDE_LONG;
    trade.quantity = nija_text("1");
    trade.entry_price = entry;
    trade.exit_price = leave;
    trade.profit = profit;
    trade.fees = nija_text("0.01");
    Nija__V1__RecordTradeRequest request = NIJA__V1__RECORD_TRADE_REQUEST__INIT;
    request.trade = &trade;
    must(of, nija_begin(of->client, &nija_record_trade_method, &request.base, &of->trade));
}

static void begin_balance(bot *of) {
    char balance[NIJA_DECIMAL_SIZE];
    nija_decimal_from_units(of->cents, 2, balance);
    Nija__V1__UpdateBalanceRequest request = NIJA__V1__UPDATE_BALANCE_REQUEST__INIT;
    request.balance = balance;
    must(of, nija_begin(of->client, &nija_update_balance_method, &request.base, &of->balance));
}

/* The answer to a call, if it has come; the call has ended then. */
static void *answer_to(bot *of, nija_call **call) {
    ProtobufCMessage *answer;
    int code = *call ? nija_receive(*call, 0, &answer) : NIJA_AGAIN;
    if (code == NIJA_AGAIN)
        return NULL;
    must(of, code);
    nija_end(*call);
    *call = NULL;
    return answer;
}

static void go_on(bot *of) {
    Nija__V1__RecordTradeResponse *recorded = answer_to(of, &of->trade);
    if (recorded) {
        int64_t profit;
        must(of, nija_decimal_to_units(recorded->trade->net_profit, 2, &profit));
        of->cents += profit;
        begin_balance(of);
    }
    Nija__V1__UpdateBalanceResponse *reported = answer_to(of, &of->balance);
    if (reported) {
        of->traded++;
        of->due = now() + of->pause;
        printf("trade %ld: balance %s\n", of->traded, reported->report->balance);
    }
    nija_free(recorded);
    nija_free(reported);
    bool is_free = !of->trade && !of->balance && of->traded < of->trades_max;
    if (is_free && of->status == NIJA__V1__STRATEGY_STATUS__STRATEGY_STATUS_ACTIVE && now() >= of->due)
        begin_trade(of);
}

static void obey(bot *of) {
    static const char *const words[] = {"", "ACTIVE", "PAUSED", "STOPPED"};
    Nija__V1__Event *event;
    int code;
    while ((code = nija_next_event(of->orders, 0, &event)) == NIJA_OK) {
        of->status = event->strategy->strategy->status;
        if (of->status < sizeof words / sizeof *words)
            printf("%s: %s\n", words[of->status], event->strategy->reason);
        nija_free(event);
    }
    must(of, code == NIJA_AGAIN ? NIJA_OK : code);
}

static void start(bot *of, const char *path) {
    must(of, nija_connect(path, &of->client));
    Nija__V1__Strategy strategy = NIJA__V1__STRATEGY__INIT;
    strategy.name = nija_text(of->strategy);
    strategy.description = nija_text("trades a random walk");
    Nija__V1__RegisterStrategyRequest request = NIJA__V1__REGISTER_STRATEGY_REQUEST__INIT;
    request.strategy = &strategy;
    Nija__V1__RegisterStrategyResponse *registered;
    must(of, nija_register_strategy(of->client, &request, &registered));
    nija_free(registered);
    Nija__V1__GetAccountRequest ask = NIJA__V1__GET_ACCOUNT_REQUEST__INIT;
    Nija__V1__GetAccountResponse *account;
    must(of, nija_get_account(of->client, &ask, &account));
    must(of, nija_decimal_to_units(account->account->balance, 2, &of->cents));
    nija_free(account);
    /* It begins with the present status, and goes on by itself should the daemon restart. */
    Nija__V1__StreamStrategiesRequest follow = NIJA__V1__STREAM_STRATEGIES_REQUEST__INIT;
    follow.account = nija_text("default");
    follow.name = nija_text(of->strategy);
    must(of, nija_stream_strategies(of->client, &follow, &of->orders));
}

int main(int count, char **words) {
    const char *path = NULL;
    bot made = {.strategy = "RANDOM_WALK", .trades_max = 1000, .pause = 1000, .price = 10000};
    for (int index = 1; index + 1 < count; index += 2) {
        const char *value = words[index + 1];
        if (strcmp(words[index], "--socket") == 0)
            path = value;
        else if (strcmp(words[index], "--strategy") == 0)
            made.strategy = value;
        else if (strcmp(words[index], "--trades") == 0)
            made.trades_max = atol(value);
        else if (strcmp(words[index], "--pause") == 0)
            made.pause = atol(value);
    }
    srand((unsigned)time(NULL));
    setvbuf(stdout, NULL, _IOLBF, 0);
    start(&made, path);
    while (made.traded < made.trades_max && made.status != NIJA__V1__STRATEGY_STATUS__STRATEGY_STATUS_STOPPED) {
        bool is_resting = !made.trade && !made.balance;
        long long rest = made.due > now() ? made.due - now() : 0;
        bool waits_for_time = is_resting && made.status == NIJA__V1__STRATEGY_STATUS__STRATEGY_STATUS_ACTIVE;
        struct pollfd ready = {nija_fd(made.client), POLLIN, 0};
        poll(&ready, 1, waits_for_time ? (int)rest : -1);
        nija_process(made.client);
        obey(&made);
        go_on(&made);
    }
    printf("done after %ld trades\n", made.traded);
    nija_close(made.client);
    return 0;
}

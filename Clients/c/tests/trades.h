/* What several tests record. */
#ifndef TRADES_H
#define TRADES_H

#include "expect.h"
#include "nija.h"

static inline Nija__V1__Trade sample_trade(const char *id) {
    Nija__V1__Trade trade = NIJA__V1__TRADE__INIT;
    trade.trade_id = nija_text(id);
    trade.strategy = nija_text("APEX_V71");
    trade.symbol = nija_text("BTC-USD");
    trade.profit = nija_text("50.0");
    trade.fees = nija_text("1.0");
    return trade;
}

/* Records a trade, and says whether it was there already. */
static inline int record_trade(nija_client *client, Nija__V1__Trade *trade, bool *duplicate) {
    Nija__V1__RecordTradeRequest request = NIJA__V1__RECORD_TRADE_REQUEST__INIT;
    request.trade = trade;
    Nija__V1__RecordTradeResponse *response;
    int code = nija_record_trade(client, &request, &response);
    if (response && duplicate)
        *duplicate = response->duplicate;
    nija_free(response);
    return code;
}

static inline uint64_t last_sequence(nija_client *client) {
    Nija__V1__GetStatusRequest request = NIJA__V1__GET_STATUS_REQUEST__INIT;
    Nija__V1__GetStatusResponse *response;
    EXPECT_CODE(client, nija_get_status(client, &request, &response), NIJA_OK);
    uint64_t sequence = response->sequence;
    nija_free(response);
    return sequence;
}

static inline nija_client *connected(void) {
    nija_client *client;
    EXPECT_CODE(client, nija_connect(NULL, &client), NIJA_OK);
    return client;
}

/* Follows everything after a sequence. */
static inline nija_call *subscribed(nija_client *client, uint64_t after) {
    Nija__V1__SubscribeRequest request = NIJA__V1__SUBSCRIBE_REQUEST__INIT;
    request.after_sequence_value_case = NIJA__V1__SUBSCRIBE_REQUEST__AFTER_SEQUENCE_VALUE_AFTER_SEQUENCE;
    request.after_sequence = after;
    nija_call *call;
    EXPECT_CODE(client, nija_subscribe(client, &request, &call), NIJA_OK);
    return call;
}

#endif

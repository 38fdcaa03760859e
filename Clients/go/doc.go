// Package nija is the client of nija, the ledger for trading bots: nijad runs beside your bots, and this package talks
// to it.
//
//	n, err := nija.Connect(ctx, "")
//	…
//	answer, err := n.RecordTrade(ctx, &nija.RecordTradeRequest{Trade: &nija.Trade{
//		Symbol: "BTC-USD", Strategy: "APEX_V71", Profit: "50.0", Fees: "1.0",
//	}})
//
// Every method of the contract (Protos/nija/v1) is a method of Client, with the contract's messages as structs. A field
// that is a pointer, and an instant that is zero, may be without a value: a figure that cannot be told is nil and
// never 0.
//
// A call is given up when its context ends; without a deadline of its own it has the client's timeout. Trades, balances
// and everything else that carries an id get one before they are sent, and are repeated with the same id until there is
// an answer, so that a daemon that restarts is waited for and nothing is recorded twice. Streams of events reconnect by
// themselves and resume after the last event that was delivered.
package nija

// A bot that trades a random walk, does what its operator says, and reports its balance.
//
//	go run ./examples/random-walk -socket ./nijad.sock
//	nijactl strategy pause RANDOM_WALK --reason 'let me look'    # in another terminal; then resume, or stop
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"math/big"
	"math/rand"
	"time"

	"nija"
)

var (
	socket   = flag.String("socket", "", "the daemon's socket; NIJA_SOCKET when empty")
	strategy = flag.String("strategy", "RANDOM_WALK", "the strategy's name")
	trades   = flag.Int("trades", 1000, "stop after so many")
	pause    = flag.Duration("pause", time.Second, "time between trades")
)

// bot keeps amounts in cents, so that sums are exact.
type bot struct {
	nija    *nija.Client
	price   int64
	balance *big.Rat
}

// amount is the decimal of whole cents.
func amount(cents int64) nija.Decimal { return nija.DecimalOf(big.NewRat(cents, 100), 2) }

// step moves the price up or down by up to one percent.
func (b *bot) step() int64 {
	if b.price = int64(float64(b.price) * (0.99 + 0.02*rand.Float64())); b.price < 1 {
		b.price = 1
	}
	return b.price
}

// trade buys, waits a step, sells, records what came of it, and reports the balance.
func (b *bot) trade(ctx context.Context) error {
	entryTime, entry := time.Now(), b.price
	exit := b.step()
	answer, err := b.nija.RecordTrade(ctx, &nija.RecordTradeRequest{Trade: &nija.Trade{
		Strategy: *strategy, Symbol: "WALK-USD", Side: nija.SideLong, Quantity: "1", EntryPrice: amount(entry),
		ExitPrice: amount(exit), EntryTime: entryTime, Profit: amount(exit - entry), Fees: "0.01",
	}})
	if err != nil {
		return err
	}
	profit, err := answer.Trade.NetProfit.Rat()
	if err != nil {
		return err
	}
	b.balance.Add(b.balance, profit)
	_, err = b.nija.UpdateBalance(ctx, &nija.UpdateBalanceRequest{Balance: nija.DecimalOf(b.balance, 2)})
	return err
}

// order waits for what the operator says; nil when nothing came before the next trade is due.
func order(ctx context.Context, orders *nija.EventStream) (*nija.StrategyEvent, error) {
	waiting, cancel := context.WithTimeout(ctx, *pause)
	defer cancel()
	event, err := orders.Next(waiting)
	switch {
	case err == nil:
		return event.Strategy, nil
	case errors.Is(err, context.DeadlineExceeded):
		return nil, nil
	default:
		return nil, err
	}
}

func (b *bot) run(ctx context.Context) error {
	// The stream begins with the strategy's present status, and goes on by itself should the daemon restart.
	orders := b.nija.StreamStrategies(ctx, &nija.StreamStrategiesRequest{Account: "default", Name: *strategy})
	defer orders.Close()
	first, err := orders.Next(ctx)
	if err != nil {
		return err
	}
	status, traded := first.Strategy.Strategy.Status, 0
	for traded < *trades && status != nija.StrategyStatusStopped {
		said, err := order(ctx, orders)
		if err != nil {
			return err
		}
		if said != nil {
			status = said.Strategy.Status
			fmt.Printf("%v: %s\n", status, said.Reason)
		} else if status == nija.StrategyStatusActive {
			if err := b.trade(ctx); err != nil {
				return err
			}
			traded++
			fmt.Printf("trade %d: balance %s\n", traded, b.balance.FloatString(2))
		}
	}
	fmt.Printf("done after %d trades\n", traded)
	return nil
}

// start connects, registers the strategy and asks for the balance.
func start(ctx context.Context) (*bot, error) {
	n, err := nija.Connect(ctx, *socket)
	if err != nil {
		return nil, err
	}
	_, err = n.RegisterStrategy(ctx, &nija.RegisterStrategyRequest{
		Strategy: &nija.Strategy{Name: *strategy, Description: "trades a random walk"},
	})
	if err != nil {
		return nil, err
	}
	answer, err := n.GetAccount(ctx, nil)
	if err != nil {
		return nil, err
	}
	balance, err := answer.Account.Balance.Rat()
	return &bot{nija: n, price: 10_000, balance: balance}, err
}

func main() {
	flag.Parse()
	rand.Seed(time.Now().UnixNano())
	ctx := context.Background()
	bot, err := start(ctx)
	if err == nil {
		err = bot.run(ctx)
	}
	if err != nil {
		log.Fatal(err)
	}
}

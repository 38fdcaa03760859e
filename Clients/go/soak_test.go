package nija

import (
	"errors"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const soakWriters = 4

// soak has writers and a follower behind a proxy that cuts, before a daemon that is killed. SEED=n repeats the choices
// of a run, KILLS=n makes it longer.
type soak struct {
	*testing.T
	socket   string
	stopping atomic.Bool
	// How many trades were acknowledged.
	count atomic.Int64

	mu           sync.Mutex
	acknowledged map[string]Decimal
	unknown      map[string]Decimal
}

func fromEnvironment(name string, otherwise int64) int64 {
	if number, err := strconv.ParseInt(os.Getenv(name), 10, 64); err == nil {
		return number
	}
	return otherwise
}

func (s *soak) write(writer int) error {
	n, err := Connect(always, s.socket, WithTimeout(time.Minute))
	if err != nil {
		return err
	}
	defer n.Close()
	for number := 0; !s.stopping.Load(); number++ {
		each := trade(number%100 - 50)
		each.TradeID = fmt.Sprintf("%d-%d", writer, number)
		_, err := n.RecordTrade(always, &RecordTradeRequest{Trade: each})
		var unknown *OutcomeUnknownError
		s.mu.Lock()
		switch {
		case err == nil:
			s.acknowledged[each.TradeID] = each.Profit
			s.count.Add(1)
		case errors.As(err, &unknown):
			s.unknown[each.TradeID] = each.Profit
			err = nil
		}
		s.mu.Unlock()
		if err != nil {
			return err
		}
	}
	return nil
}

func TestKillsAndCutsLoseDoubleAndHideNothing(t *testing.T) {
	seed := fromEnvironment("SEED", time.Now().UnixNano())
	t.Logf("SEED=%d", seed)
	chance := rand.New(rand.NewSource(seed))
	cuts := make([]int, 10_000)
	for index := range cuts {
		cuts[index] = []int{0, 1, 9, 10, 11, 50, 100, 400, 1000, 5000, uncut}[chance.Intn(11)]
	}
	d := startDaemon(t)
	s := &soak{
		T: t, socket: startProxy(d, cuts...).socket, acknowledged: map[string]Decimal{}, unknown: map[string]Decimal{},
	}
	follower := connect(t, s.socket, WithTimeout(time.Minute))
	stream := follower.Subscribe(always, &SubscribeRequest{AfterSequence: Ptr(uint64(0)), Topics: []Topic{TopicTrades}})
	events := make(chan uint64, 1_000_000)
	go func() {
		defer close(events)
		for event, err := stream.Next(always); err == nil; event, err = stream.Next(always) {
			events <- event.Sequence
		}
	}()
	ends := make(chan error, soakWriters)
	for writer := 0; writer < soakWriters; writer++ {
		writer := writer
		go func() { ends <- s.write(writer) }()
	}
	for kills := fromEnvironment("KILLS", 5); kills > 0; kills-- {
		target := s.count.Load() + 20 + chance.Int63n(280)
		until(func() bool { return s.count.Load() >= target || len(ends) > 0 })
		d.kill()
		d.start()
	}
	s.stopping.Store(true)
	for writer := 0; writer < soakWriters; writer++ {
		must(t, <-ends)
	}
	s.check(d.connect(), events)
	must(t, stream.Close())
	if extra, ok := <-events; ok {
		t.Fatalf("event %d came twice", extra)
	}
}

// check holds what is stored against what was acknowledged, and against what the follower saw.
func (s *soak) check(n *Client, events <-chan uint64) {
	stored := map[string]Decimal{}
	must(s, n.WalkTrades(always, &ListTradesRequest{OrderBy: "sequence", PageSize: 1000}, func(each *Trade) error {
		stored[each.TradeID] = each.Profit
		equal(s, <-events, each.Sequence)
		return nil
	}))
	for id, profit := range s.acknowledged {
		equal(s, stored[id], profit)
	}
	for id := range stored {
		_, isAcknowledged := s.acknowledged[id]
		_, isUnknown := s.unknown[id]
		equal(s, isAcknowledged || isUnknown, true)
	}
}

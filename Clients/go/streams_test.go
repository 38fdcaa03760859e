package nija

import (
	"context"
	"errors"
	"io"
	"strconv"
	"testing"
	"time"
)

// nextSequence is the sequence of the next event.
func nextSequence(t testing.TB, events *EventStream) uint64 {
	t.Helper()
	event, err := events.Next(always)
	must(t, err)
	return event.Sequence
}

func sequenceOf(t testing.TB, n *Client) uint64 {
	t.Helper()
	status, err := n.GetStatus(always, nil)
	must(t, err)
	return status.Sequence
}

func TestAStreamSurvivesKillsWithoutAGap(t *testing.T) {
	d := startDaemon(t)
	n := d.connect()
	events := n.Subscribe(always, &SubscribeRequest{
		Topics: []Topic{TopicTrades}, HeartbeatInterval: Ptr(200 * time.Millisecond),
	})
	defer events.Close()
	must(t, events.Open(always))
	var recorded []uint64
	seen := 0
	for part := 0; part < 3; part++ {
		for number := 0; number < 30; number++ {
			recorded = append(recorded, record(t, n, trade(number)).Trade.Sequence)
		}
		for ; seen < len(recorded)-10; seen++ {
			equal(t, nextSequence(t, events), recorded[seen])
		}
		if part < 2 {
			d.kill()
			d.start()
		}
	}
	for ; seen < len(recorded); seen++ {
		equal(t, nextSequence(t, events), recorded[seen])
	}
	equal(t, *events.Sequence(), recorded[len(recorded)-1])
}

func TestCutsAnywhereLeaveNoGapAndRepeatNothing(t *testing.T) {
	d := startDaemon(t)
	n := d.connect()
	recordMany(t, n, 300)
	cuts := []int{uncut, 0, 1, 10, 333, 1000, 5000, uncut}
	cutting := startProxy(d, cuts...)
	events := connect(t, cutting.socket).Subscribe(always, &SubscribeRequest{AfterSequence: Ptr(uint64(0))})
	defer events.Close()
	reconnections := 0
	events.OnReconnect = func(error) { reconnections++ }
	last := sequenceOf(t, n)
	for expected := uint64(1); expected <= last; expected++ {
		equal(t, nextSequence(t, events), expected)
	}
	equal(t, cutting.connections(), len(cuts))
	equal(t, reconnections, len(cuts)-2)
}

func TestASlowReaderLosesNothing(t *testing.T) {
	n := startDaemon(t).connect()
	recordMany(t, n, 1000)
	events := n.Subscribe(always, &SubscribeRequest{AfterSequence: Ptr(uint64(0))})
	defer events.Close()
	must(t, events.Open(always))
	// What the reader has not asked for waits in its queue, and then at the daemon.
	until(func() bool { return len(events.call.events) == waitingMax })
	last := sequenceOf(t, n)
	for expected := uint64(1); expected <= last; expected++ {
		equal(t, nextSequence(t, events), expected)
	}
}

func TestHowAStreamEnds(t *testing.T) {
	n := startDaemon(t).connect()
	subscribers := func(count uint32) func() bool {
		return func() bool {
			status, err := n.GetStatus(always, nil)
			must(t, err)
			return uint32(status.Subscribers) == count
		}
	}
	closed := n.Subscribe(always, nil)
	ended := make(chan error)
	go func() { ended <- second(closed.Next(always)) }()
	until(subscribers(1))
	must(t, closed.Close())
	equal(t, <-ended, ErrStreamClosed)
	equal(t, second(closed.Next(always)), ErrStreamClosed)

	ctx, cancel := context.WithCancel(always)
	cancelled := n.StreamTrades(ctx, nil)
	must(t, cancelled.Open(always))
	until(subscribers(1))
	cancel()
	// Nobody needs to ask for it.
	until(subscribers(0))
	equal(t, second(cancelled.Next(always)), context.Canceled)

	fails(t, second(n.StreamTrades(limit(t, 100*time.Millisecond), nil).Next(always)), DeadlineExceeded)
	refused := n.Subscribe(always, &SubscribeRequest{HeartbeatInterval: Ptr(time.Millisecond)})
	fails(t, second(refused.Next(always)), InvalidArgument)
	fails(t, second(refused.Next(always)), InvalidArgument)
	until(subscribers(0))
}

func TestWaitingForAnEventEndsInTimeWhileTheDaemonIsAway(t *testing.T) {
	d := startDaemon(t)
	n := d.connect()
	events := n.StreamTrades(always, nil)
	defer events.Close()
	must(t, events.Open(always))
	d.kill()
	for count := 0; count < 10; count++ {
		start := time.Now()
		equal(t, second(events.Next(limit(t, 100*time.Millisecond))), context.DeadlineExceeded)
		if waited := time.Since(start); waited > time.Second {
			t.Fatalf("waited for %v", waited)
		}
	}
	d.start()
	record(t, n, trade(1))
	event, err := events.Next(always)
	must(t, err)
	equal(t, event.TradeRecorded.Profit, "1")
}

func TestPricesComeAlthoughTheLedgerStandsStill(t *testing.T) {
	n := startDaemon(t).connect()
	events := n.Subscribe(always, &SubscribeRequest{Topics: []Topic{TopicPrices}})
	defer events.Close()
	must(t, events.Open(always))
	for price := 1; price < 6; price++ {
		text := Decimal(strconv.Itoa(price))
		_, err := n.PushPrice(always, &PushPriceRequest{Price: &Price{Symbol: "X", Last: text}})
		must(t, err)
		event, err := events.Next(always)
		must(t, err)
		equal(t, event.Price.Last, text)
	}
}

func TestStrategiesBeginWithHowThingsAre(t *testing.T) {
	n := startDaemon(t).connect()
	_, err := n.RegisterStrategy(always, &RegisterStrategyRequest{Strategy: &Strategy{Name: "S"}})
	must(t, err)
	events := n.StreamStrategies(always, &StreamStrategiesRequest{Name: "S"})
	defer events.Close()
	event, err := events.Next(always)
	must(t, err)
	equal(t, event.Strategy.Strategy.Status, StrategyStatusActive)
	_, err = n.PauseStrategy(always, &PauseStrategyRequest{Name: "S", Reason: "test"})
	must(t, err)
	event, err = events.Next(always)
	must(t, err)
	equal(t, event.Strategy.Reason, "test")
	equal(t, errors.Is(second(events.Next(limit(t, 50*time.Millisecond))), context.DeadlineExceeded), true)
}

func TestHeartbeatsAreDeliveredToWhoAsksForThem(t *testing.T) {
	n := startDaemon(t).connect()
	events := n.Subscribe(always, &SubscribeRequest{HeartbeatInterval: Ptr(100 * time.Millisecond)})
	defer events.Close()
	events.Signs = true
	event, err := events.Next(always)
	must(t, err)
	equal(t, event.Kind(), "heartbeat")
}

func TestASentStreamTellsThatItWasRefusedAlready(t *testing.T) {
	n := startDaemon(t).connect()
	unknown := &method{service: "nija.v1.TradeService", name: "Nothing"}
	stream, err := sendTo[RecordTradesRequest, RecordTradesResponse](always, n, unknown)
	must(t, err)
	until(stream.call.isOver)
	equal(t, stream.Send(&RecordTradesRequest{Trade: trade(1)}), io.EOF)
	fails(t, second(stream.CloseAndReceive()), Unimplemented)
}

func TestASentStreamThatIsCutLeavesTheOutcomeUnknown(t *testing.T) {
	d := startDaemon(t)
	stream, err := connect(t, startProxy(d, 0).socket).RecordTrades(always)
	must(t, err)
	must(t, stream.Send(&RecordTradesRequest{Trade: trade(1)}))
	var unknown *OutcomeUnknownError
	if err := second(stream.CloseAndReceive()); !errors.As(err, &unknown) || len(unknown.IDs) != 1 {
		t.Fatalf("found %v", err)
	}
}

package nija

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var always = context.Background()

func trade(profit int) *Trade {
	return &Trade{Symbol: "X", Strategy: "S", Profit: Decimal(strconv.Itoa(profit))}
}

func record(t testing.TB, n *Client, trade *Trade) *RecordTradeResponse {
	t.Helper()
	answer, err := n.RecordTrade(always, &RecordTradeRequest{Trade: trade})
	must(t, err)
	return answer
}

func totalTrades(t testing.TB, n *Client) uint64 {
	t.Helper()
	answer, err := n.GetAccount(always, nil)
	must(t, err)
	return answer.Account.TotalTrades
}

func recordMany(t testing.TB, n *Client, count int) *RecordTradesResponse {
	t.Helper()
	stream, err := n.RecordTrades(always)
	must(t, err)
	for number := 0; number < count; number++ {
		must(t, stream.Send(&RecordTradesRequest{Trade: trade(number)}))
	}
	answer, err := stream.CloseAndReceive()
	must(t, err)
	return answer
}

func limit(t testing.TB, timeout time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(always, timeout)
	t.Cleanup(cancel)
	return ctx
}

func TestATradeInOneCall(t *testing.T) {
	n := startDaemon(t).connect()
	given := &Trade{Symbol: "BTC-USD", Strategy: "APEX_V71", Profit: "50.0", Fees: "1.0", Side: SideLong}
	answer := record(t, n, given)
	equal(t, answer.Trade.NetProfit, "49")
	equal(t, answer.Duplicate, false)
	equal(t, given.TradeID, "")
	stored, err := n.GetTrade(always, &GetTradeRequest{TradeID: answer.Trade.TradeID})
	must(t, err)
	if !reflect.DeepEqual(stored.Trade, answer.Trade) {
		t.Fatalf("found %v, expected %v", stored.Trade, answer.Trade)
	}
}

func TestErrorsAreTyped(t *testing.T) {
	n := startDaemon(t).connect()
	_, err := n.RecordTrade(always, &RecordTradeRequest{
		Trade: &Trade{Symbol: "X", Strategy: "S", Profit: "abc", Quantity: "NaN"},
	})
	fails(t, err, InvalidArgument)
	var refused *Error
	equal(t, errors.As(err, &refused), true)
	equal(t, len(refused.Fields), 2)
	equal(t, refused.Fields[0].Field, "trade.profit")
	equal(t, refused.Fields[1].Field, "trade.quantity")
	equal(t, strings.Contains(err.Error(), "trade.quantity"), true)

	taken := trade(1)
	taken.TradeID = "taken"
	record(t, n, taken)
	other := trade(2)
	other.TradeID = "taken"
	_, err = n.RecordTrade(always, &RecordTradeRequest{Trade: other})
	fails(t, err, AlreadyExists)
	equal(t, errors.As(err, &refused), true)
	equal(t, refused.Reason, "TRADE_EXISTS")

	_, err = n.GetTrade(always, &GetTradeRequest{TradeID: "nobody"})
	fails(t, err, NotFound)
	large := trade(1)
	large.Reason = strings.Repeat("r", 5<<20)
	_, err = n.RecordTrade(always, &RecordTradeRequest{Trade: large})
	fails(t, err, ResourceExhausted)
	_, err = n.RecordTrade(always, nil)
	fails(t, err, InvalidArgument)
	var unreachable *UnreachableError
	_, err = Connect(always, "/nowhere/nijad.sock")
	equal(t, errors.As(err, &unreachable), true)
}

// Every method is called by reflection, with an empty request or none.
func TestEveryMethodReachesTheDaemonAndItsAnswerIsRead(t *testing.T) {
	n := startDaemon(t).connect()
	client := reflect.ValueOf(n)
	last := []int{}
	count := 0
	for index := 0; index < client.NumMethod(); index++ {
		switch name := client.Type().Method(index).Name; {
		case name == "Path" || name == "Close" || strings.HasPrefix(name, "Walk"):
		case name == "Shutdown":
			// It ends the daemon that the others need.
			last = append(last, index)
		default:
			callEmpty(t, client, index)
			count++
		}
	}
	for _, index := range last {
		callEmpty(t, client, index)
		count++
	}
	equal(t, count, len(statedMethods(t)))
}

// callEmpty calls a method with nothing but a context.
func callEmpty(t *testing.T, client reflect.Value, index int) {
	t.Helper()
	method, name := client.Method(index), client.Type().Method(index).Name
	ctx := limit(t, 5*time.Second)
	arguments := []reflect.Value{reflect.ValueOf(ctx)}
	if method.Type().NumIn() == 2 {
		arguments = append(arguments, reflect.Zero(method.Type().In(1)))
	}
	results := method.Call(arguments)
	if len(results) == 1 {
		// A stream: it begins with its first message.
		stream := results[0]
		if open := stream.MethodByName("Open"); open.IsValid() {
			results = open.Call(arguments[:1])
		} else {
			results = stream.MethodByName("Next").Call(arguments[:1])
		}
		defer stream.MethodByName("Close").Call(nil)
	} else if send := results[0].MethodByName("CloseAndReceive"); send.IsValid() {
		results = send.Call(nil)
	}
	err, _ := results[len(results)-1].Interface().(error)
	var refused *Error
	if err != nil && (!errors.As(err, &refused) || refused.Code >= Unimplemented) {
		t.Errorf("%s: %v", name, err)
	}
}

func TestCallsAreInFlightTogetherOnOneConnection(t *testing.T) {
	n := startDaemon(t).connect()
	var group sync.WaitGroup
	for number := 0; number < 500; number++ {
		number := number
		group.Add(1)
		go func() {
			defer group.Done()
			answer, err := n.RecordTrade(always, &RecordTradeRequest{Trade: trade(number)})
			if err != nil || answer.Trade.Profit != trade(number).Profit {
				t.Errorf("trade %d: %v, %v", number, answer, err)
			}
		}()
	}
	group.Wait()
	status, err := n.GetStatus(always, nil)
	must(t, err)
	equal(t, status.Connections, 1)
}

func TestStreamsOfTradesBatchesAndPages(t *testing.T) {
	n := startDaemon(t).connect()
	equal(t, recordMany(t, n, 1200).Recorded, 1200)
	equal(t, recordMany(t, n, 0).Recorded, 0)
	next := 0
	must(t, n.WalkTrades(always, &ListTradesRequest{PageSize: 1000, OrderBy: "profit"}, func(each *Trade) error {
		equal(t, each.Profit, trade(next).Profit)
		next++
		return nil
	}))
	equal(t, next, 1200)
	enough := errors.New("enough")
	equal(t, n.WalkTrades(always, nil, func(*Trade) error { return enough }), enough)

	nameless := trade(1)
	nameless.Symbol = ""
	batch, err := n.BatchRecordTrades(always, &BatchRecordTradesRequest{Trades: []*Trade{trade(1), nameless}})
	must(t, err)
	equal(t, batch.Recorded, 1)
	equal(t, batch.Results[1].Error.Code, InvalidArgument)
}

func TestFiguresWithoutAValueAreNil(t *testing.T) {
	n := startDaemon(t).connect()
	answer, err := n.GetKpiSummary(always, nil)
	must(t, err)
	if answer.Kpis.WinRate != nil {
		t.Fatalf("the win rate of no trades is %v", *answer.Kpis.WinRate)
	}
	for _, each := range answer.Kpis.Undefined {
		if each.Metric == "win_rate" {
			equal(t, each.Reason, UndefinedReasonNoTrades)
			return
		}
	}
	t.Fatal("nothing says why")
}

func TestAReportComesInPiecesAndHealthIsWatched(t *testing.T) {
	n := startDaemon(t).connect()
	report := n.ExportKpis(always, &ExportKpisRequest{Format: ExportFormatMarkdown})
	piece, err := report.Next(always)
	must(t, err)
	equal(t, strings.HasSuffix(piece.Filename, ".md"), true)
	for err == nil {
		_, err = report.Next(always)
	}
	equal(t, err, io.EOF)

	health := n.WatchHealth(always, nil)
	first, err := health.Next(always)
	must(t, err)
	equal(t, first.Status, ServingStatusServing)
	equal(t, errors.Is(second(health.Next(limit(t, 20*time.Millisecond))), context.DeadlineExceeded), true)
	must(t, health.Close())
	equal(t, second(health.Next(always)), ErrStreamClosed)
	until(func() bool {
		status, err := n.GetStatus(always, nil)
		must(t, err)
		return status.Connections == 1
	})
}

func second[T any](_ T, err error) error { return err }

// until asks again and again; the test's own timeout ends it.
func until(condition func() bool) {
	for !condition() {
		runtime.Gosched()
	}
}

func TestAKilledDaemonIsWaitedFor(t *testing.T) {
	d := startDaemon(t)
	n := d.connect()
	record(t, n, trade(1))
	d.kill()
	answered := make(chan error)
	go func() {
		_, err := n.RecordTrade(always, &RecordTradeRequest{Trade: trade(2)})
		answered <- err
	}()
	d.start()
	must(t, <-answered)
	equal(t, totalTrades(t, n), 2)
}

func TestACutBeforeTheAnswerIsRepairedWithTheSameID(t *testing.T) {
	d := startDaemon(t)
	n := connect(t, startProxy(d, 0, uncut).socket)
	record(t, n, trade(1))
	equal(t, totalTrades(t, d.connect()), 1)
}

func TestCutsUntilTheDeadlineLeaveTheOutcomeUnknown(t *testing.T) {
	d := startDaemon(t)
	cutting := startProxy(d, 0)
	n := connect(t, cutting.socket)
	_, err := n.RecordTrade(limit(t, time.Second), &RecordTradeRequest{Trade: trade(1)})
	var unknown *OutcomeUnknownError
	if !errors.As(err, &unknown) || cutting.connections() < 2 {
		t.Fatalf("found %v after %d connections", err, cutting.connections())
	}
	again := trade(1)
	again.TradeID = unknown.IDs[0]
	equal(t, record(t, d.connect(), again).Duplicate, true)
}

func TestAWriteWithoutAnIDIsNotRepeated(t *testing.T) {
	d := startDaemon(t)
	cutting := startProxy(d, 0)
	_, err := connect(t, cutting.socket).RaiseAlarm(always, &RaiseAlarmRequest{
		Name: "odd", Severity: SeverityInfo, Category: AlarmCategorySystem, Message: "m",
	})
	var unknown *OutcomeUnknownError
	equal(t, errors.As(err, &unknown), true)
	equal(t, cutting.connections(), 1)
}

func TestADeadlineIsKeptWhenNothingAnswers(t *testing.T) {
	d := startDaemon(t)
	n := d.connect(WithTimeout(200 * time.Millisecond))
	late := trade(1)
	late.TradeID = "late"
	d.signal(syscall.SIGSTOP)
	_, err := n.GetVersion(always, nil)
	fails(t, err, DeadlineExceeded)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
	_, err = n.RecordTrade(always, &RecordTradeRequest{Trade: late})
	var unknown *OutcomeUnknownError
	equal(t, errors.As(err, &unknown), true)
	equal(t, unknown.IDs[0], "late")
	ctx, cancel := context.WithCancel(always)
	cancel()
	_, err = n.GetVersion(ctx, nil)
	equal(t, errors.Is(err, context.Canceled), true)
	d.signal(syscall.SIGCONT)
	equal(t, record(t, d.connect(), late).Trade.TradeID, "late")
	equal(t, totalTrades(t, d.connect()), 1)
}

func TestDecimalsAsTheDaemonTakesThem(t *testing.T) {
	n := startDaemon(t).connect()
	var decimals struct {
		Valid   []struct{ Text, Canonical string }
		Invalid []string
	}
	vectors(t, "decimals.json", &decimals)
	largestProfit := big.NewRat(1e12, 1)
	for _, each := range decimals.Valid {
		number, err := Decimal(each.Text).Rat()
		must(t, err)
		equal(t, DecimalOf(number, 18), Decimal(each.Canonical))
		if new(big.Rat).Abs(number).Cmp(largestProfit) >= 0 {
			// The daemon takes no larger profit, though a decimal may hold more.
			continue
		}
		answer := record(t, n, &Trade{Symbol: "X", Strategy: "S", Profit: Decimal(each.Text)})
		equal(t, answer.Trade.Profit, Decimal(each.Canonical))
	}
	for _, text := range append(decimals.Invalid, "") {
		if _, err := ParseDecimal(text); err == nil {
			t.Errorf("%q was taken", text)
		}
		_, err := n.RecordTrade(always, &RecordTradeRequest{
			Trade: &Trade{Symbol: "X", Strategy: "S", Profit: Decimal(text)},
		})
		fails(t, err, InvalidArgument)
	}
	half, exact := Decimal("-0.5").Float64()
	equal(t, fmt.Sprint(half, exact), "-0.5 true")
}

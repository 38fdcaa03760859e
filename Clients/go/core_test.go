package nija

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"nija/internal/protobuf"
)

// statedMethods are the methods that the contract states.
func statedMethods(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, "Protos/nija/v1/*.proto"))
	must(t, err)
	var found []string
	for _, path := range paths {
		source, err := os.ReadFile(path)
		must(t, err)
		for _, each := range regexp.MustCompile(`(?m)^  rpc (\w+)`).FindAllStringSubmatch(string(source), -1) {
			found = append(found, each[1])
		}
	}
	return found
}

func TestEveryMethodOfTheContractIsThere(t *testing.T) {
	stated := statedMethods(t)
	if len(stated) < 80 {
		t.Fatalf("the contract states %d methods", len(stated))
	}
	for _, name := range stated {
		if _, ok := reflect.TypeOf(&Client{}).MethodByName(name); !ok {
			t.Errorf("there is no method %s", name)
		}
	}
}

func TestAMessageSurvivesTheWayThereAndBack(t *testing.T) {
	given := &Trade{
		TradeID: "t", Strategy: "S", Symbol: "ÄÖ☺", Profit: "-1.5", Side: SideShort, Confidence: Ptr(0.0),
		IsWin: Ptr(false), Tags: []string{"a", ""}, EntryTime: time.Unix(-1, 5).UTC(),
		ExitTime: time.Date(2026, 1, 30, 4, 30, 0, 123456789, time.UTC),
	}
	var found Trade
	r := protobuf.NewReader(encoded(&RecordTradeRequest{Trade: given, Strict: true}))
	for r.Next() {
		if r.Field() == 1 {
			r.Message(found.decode)
		}
	}
	must(t, r.Err())
	if !reflect.DeepEqual(&found, given) {
		t.Fatalf("found %+v, expected %+v", &found, given)
	}
	threshold := &Threshold{
		ThresholdValue: -0.25, MinTrades: 7, Cooldown: Ptr(-1500250 * time.Microsecond),
		Escalations: []*Escalation{{ThresholdValue: 2}, {}},
	}
	same := reencoded[Threshold](t, threshold.encode)
	if !reflect.DeepEqual(same, threshold) {
		t.Fatalf("found %+v, expected %+v", same, threshold)
	}
}

func reencoded[T any, P answer[T]](t *testing.T, encode func(*protobuf.Writer)) *T {
	t.Helper()
	var w protobuf.Writer
	encode(&w)
	value, err := decoded[T, P](&method{name: "Test"}, w.Encoded())
	must(t, err)
	return value
}

func TestWhatANewerDaemonAddsIsReadOrPassedOver(t *testing.T) {
	found := reencoded[Trade](t, func(w *protobuf.Writer) {
		w.Number(7, 77)
		w.Double(1000, 1)
		w.Text(1001, "new")
	})
	equal(t, found.Side.String(), "UNKNOWN_77")
	equal(t, SideShort.String(), "SHORT")
	equal(t, KpiWindowName1D.String(), "1D")
	equal(t, Code(99).String(), "UNKNOWN_99")
}

func TestBytesThatAreNoMessage(t *testing.T) {
	for _, data := range []string{
		"\xff", "\x0a\x05\x01", "\x08", "\x03", "\x0f\x00", "\x0a\x01\xff", "\x09\x00", "\x00\x00",
	} {
		_, err := decoded[RecordTradeResponse](&method{name: "Test"}, []byte(data))
		var violation *ProtocolError
		if !errors.As(err, &violation) {
			t.Errorf("%q: %v", data, err)
		}
	}
}

func TestIDsAreMadeBeforeSendingAndTheRequestStaysAsItIs(t *testing.T) {
	given := &RecordTradeRequest{Trade: &Trade{Symbol: "X"}}
	sent, ids := given.identified()
	equal(t, sent.(*RecordTradeRequest).Trade.TradeID, ids[0])
	equal(t, given.Trade.TradeID, "")
	_, ids = (&RecordTradeRequest{Trade: &Trade{TradeID: "mine"}}).identified()
	equal(t, ids[0], "mine")
	batch, ids := (&BatchRecordTradesRequest{Trades: []*Trade{{TradeID: "mine"}, nil, {}}}).identified()
	equal(t, len(ids), 3)
	for index, each := range batch.(*BatchRecordTradesRequest).Trades {
		equal(t, each.TradeID, ids[index])
	}
	balance, ids := (&UpdateBalanceRequest{}).identified()
	equal(t, balance.(*UpdateBalanceRequest).RequestID, ids[0])
	_, ids = (&GetTradeRequest{}).identified()
	equal(t, len(ids), 0)
	made := map[string]bool{}
	for count := 0; count < 10000; count++ {
		made[NewID()] = true
	}
	equal(t, len(made), 10000)
}

var (
	lost     = &unanswered{err: errors.New("cut"), wasSent: true}
	unsent   = &unanswered{err: errors.New("cut")}
	late     = &unanswered{err: context.DeadlineExceeded, wasSent: true, isGivenUp: true}
	given    = &unanswered{err: context.Canceled, wasSent: true, isGivenUp: true}
	gone     = &UnreachableError{"/s", errors.New("gone")}
	draining = &Error{Code: Unavailable, Message: "draining"}
)

// endOf is how a call ends that fails so; nil when it is tried again after each.
func endOf(m *method, ids []string, left time.Duration, failures ...error) error {
	tries := attempts{method: m, ids: ids}
	for _, failure := range failures {
		if _, err := tries.pauseAfter(failure, left); err != nil {
			return err
		}
	}
	return nil
}

func TestWhichFailuresAreTriedAgain(t *testing.T) {
	ids := []string{"id-1"}
	for _, each := range []*method{&methodRecordTrade, &methodShutdown, &methodGetTrade} {
		equal(t, endOf(each, nil, time.Hour, unsent, gone, draining), nil)
	}
	equal(t, endOf(&methodRecordTrade, ids, time.Hour, lost, gone, lost), nil)
	equal(t, endOf(&methodGetTrade, nil, time.Hour, lost), nil)
	refused := &Error{Code: AlreadyExists, Message: "other content"}
	equal(t, endOf(&methodRecordTrade, ids, time.Hour, lost, refused), error(refused))
	violation := &ProtocolError{errors.New("odd")}
	equal(t, endOf(&methodGetTrade, nil, time.Hour, violation), error(violation))
}

func TestHowACallEndsThatIsNotTriedAgain(t *testing.T) {
	ids := []string{"id-1"}
	kind := func(err error) string { return strings.TrimPrefix(reflect.TypeOf(err).String(), "*nija.") }
	for _, row := range []struct {
		method   *method
		failures []error
		kind     string
		code     Code
	}{
		{&methodGetTrade, []error{late}, "Error", DeadlineExceeded},
		{&methodGetTrade, []error{lost}, "ConnectionLostError", Unknown},
		{&methodRecordTrade, []error{late}, "OutcomeUnknownError", Unknown},
		{&methodRecordTrade, []error{unsent}, "ConnectionLostError", Unknown},
		{&methodRecordTrade, []error{gone}, "UnreachableError", Unknown},
		{&methodRecordTrade, []error{draining}, "Error", Unavailable},
	} {
		err := endOf(row.method, ids, 0, row.failures...)
		equal(t, kind(err), row.kind)
		equal(t, CodeOf(err), row.code)
	}
	equal(t, endOf(&methodGetTrade, nil, time.Hour, given), context.Canceled)
	equal(t, kind(endOf(&methodRaiseAlarm, nil, time.Hour, lost)), "OutcomeUnknownError")
	tries := attempts{method: &methodRecordTrade, ids: ids}
	_, err := tries.pauseAfter(lost, time.Hour)
	must(t, err)
	// That nobody is there now says nothing of the attempt before.
	_, err = tries.pauseAfter(gone, 0)
	equal(t, kind(err), "OutcomeUnknownError")
}

func TestPausesDouble(t *testing.T) {
	var pauses backoff
	for _, expected := range []int{10, 20, 40, 80, 160, 320, 640, 1280, 2000, 2000} {
		equal(t, pauses.next(), time.Duration(expected)*time.Millisecond)
	}
	pauses.reset()
	equal(t, pauses.next(), pauseMin)
}

func TestWhatIsNoEventOfTheLedgerIsWhatTheContractSays(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(root, "Protos/nija/v1/event.proto"))
	must(t, err)
	said := regexp.MustCompile("Of (.*): everything up to here was delivered").FindStringSubmatch(string(source))[1]
	stated := map[string]bool{"going_away": true}
	for _, each := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(said, -1) {
		stated[each[1]] = true
	}
	for index := 0; index < reflect.TypeOf(Event{}).NumField(); index++ {
		event := &Event{}
		field := reflect.ValueOf(event).Elem().Field(index)
		if field.Kind() == reflect.Pointer {
			field.Set(reflect.New(field.Type().Elem()))
			equal(t, isOfLedger(event), !stated[event.Kind()])
		}
	}
	equal(t, (&Event{}).Kind(), "")
}

func TestEachEventIsNewsOnce(t *testing.T) {
	var at cursor
	for _, row := range []struct {
		sequence uint64
		isNews   bool
	}{{3, true}, {4, true}, {4, false}, {3, false}, {9, true}} {
		equal(t, at.deliver(&Event{Sequence: row.sequence, TradeRecorded: &Trade{}}), row.isNews)
	}
	for _, event := range []*Event{
		{Sequence: 12, Heartbeat: &Heartbeat{}}, {Sequence: 2, Heartbeat: &Heartbeat{}}, {Sequence: 99, Kpis: &KpiSnapshot{}},
		{Sequence: 99, GoingAway: &GoingAway{}}, {Sequence: 12, Price: &Price{}},
		{Sequence: 99, Portfolio: &Portfolio{}},
	} {
		equal(t, at.deliver(event), true)
		equal(t, *at.sequence, 12)
	}
}

func TestWhichErrorsEndAStream(t *testing.T) {
	var at cursor
	behind := &Error{Code: ResourceExhausted}
	equal(t, at.isFinal(&Error{Code: PermissionDenied}), true)
	equal(t, at.isFinal(&ProtocolError{errors.New("odd")}), true)
	equal(t, at.isFinal(behind), true)
	at.deliver(&Event{})
	equal(t, at.isFinal(behind), false)
	at.opened()
	equal(t, at.isFinal(behind), true)
	for _, failure := range []error{draining, lost, gone} {
		equal(t, at.isFinal(failure), false)
	}
	equal(t, following{}.silence(), 30*time.Second)
	equal(t, following{heartbeat: Ptr(2 * time.Second)}.silence(), 6*time.Second)
	equal(t, following{heartbeat: Ptr(time.Millisecond)}.silence(), time.Second)
}

func TestNumbersOfEverySize(t *testing.T) {
	for _, value := range []int64{0, 1, 127, 128, 300, 1 << 31, 1 << 32, 1 << 52, math.MaxInt64, -1, -300, math.MinInt64} {
		var w protobuf.Writer
		w.Number(1, uint64(value))
		r := protobuf.NewReader(w.Encoded())
		equal(t, r.Next(), true)
		equal(t, r.Int64(), value)
		equal(t, r.Next(), false)
	}
}

package nija

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"nija/internal/protobuf"
	"nija/internal/wire"
)

// What `interop` understands as "this client cannot do it".
const exitCannot = 77

var (
	sizesIn  = []uint32{27182, 8, 1828, 45904}
	sizesOut = []uint32{31415, 9, 2653, 58979}
)

// interopMessage is any message of Protos/conformance/interop.proto. StreamingInputRequest and SimpleRequest have the
// payload first, StreamingOutputRequest the sizes.
type interopMessage struct {
	payload []byte
	sizes   []uint32
	status  *wire.Status
	// The payload comes first.
	isSimple bool
	number   uint64
}

func (m *interopMessage) identified() (message, []string) { return m, nil }

func (m *interopMessage) encode(w *protobuf.Writer) {
	payload, sizes := 2, 1
	if m.isSimple {
		payload, sizes = 1, 2
	}
	if len(m.payload) > 0 {
		w.Bytes(payload, m.payload)
	}
	for _, size := range m.sizes {
		w.Number(sizes, uint64(size))
	}
	if m.status != nil {
		w.Message(3, func(w *protobuf.Writer) { writeStatus(w, m.status) })
	}
}

// decode reads an answer: each has one field, bytes or a number.
func (m *interopMessage) decode(r *protobuf.Reader) {
	for r.Next() {
		inner := *r
		if m.payload = inner.Bytes(); inner.Err() != nil {
			m.number = r.Uint64()
		}
	}
}

func writeStatus(w *protobuf.Writer, status *wire.Status) {
	detail := func(name string, encode func(*protobuf.Writer)) {
		w.Message(3, func(w *protobuf.Writer) {
			w.Text(1, "type.googleapis.com/"+name)
			w.Message(2, encode)
		})
	}
	w.Number(1, uint64(status.Code))
	w.Text(2, status.Message)
	if status.Reason != "" {
		detail("google.rpc.ErrorInfo", func(w *protobuf.Writer) { w.Text(1, status.Reason) })
	}
	if len(status.Fields) > 0 {
		detail("google.rpc.BadRequest", func(w *protobuf.Writer) {
			for _, each := range status.Fields {
				w.Message(1, func(w *protobuf.Writer) {
					w.Text(1, each.Field)
					w.Text(2, each.Description)
				})
			}
		})
	}
}

// interop has what the cases need: the service changes nothing, so that its methods may be repeated.
type interop struct {
	*testing.T
	n *Client
}

func interopMethod(name string) *method {
	return &method{service: "nija.interop.v1.InteropService", name: name, isRead: true}
}

func (i interop) unary(ctx context.Context, name string, request interopMessage) (*interopMessage, error) {
	request.isSimple = true
	return call[interopMessage](ctx, i.n, interopMethod(name), &request)
}

func (i interop) fails(code Code, text string, err error) *Error {
	i.Helper()
	fails(i, err, code)
	var refused *Error
	equal(i, errors.As(err, &refused), true)
	if text != "" {
		equal(i, refused.Message, text)
	}
	return refused
}

func (i interop) interrupted() uint64 {
	answer, err := i.unary(always, "CountInterrupted", interopMessage{})
	must(i, err)
	return answer.number
}

// open begins a call on a connection of its own.
func (i interop) open(shape wire.Shape, name string) *linkCall {
	link, err := dial(always, i.n.path)
	must(i, err)
	i.Cleanup(link.close)
	call, err := link.begin(always, always, shape, interopMethod(name), nil)
	must(i, err)
	return call
}

func (i interop) send(call *linkCall, message interopMessage) {
	must(i, call.send(always, encoded(&message)))
}

func (i interop) expectSize(call *linkCall, size uint32) {
	i.Helper()
	event, err := call.next(always)
	must(i, err)
	answer, err := decoded[interopMessage](interopMethod("call"), event.Message)
	must(i, err)
	equal(i, len(answer.payload), int(size))
}

func (i interop) expectEnd(call *linkCall) *wire.Status {
	i.Helper()
	event, err := call.next(always)
	must(i, err)
	equal(i, event.Ended, true)
	return event.Status
}

var interopCases = map[string]func(interop){
	"empty_unary": func(i interop) {
		answer, err := i.unary(always, "EmptyCall", interopMessage{})
		must(i, err)
		equal(i, len(answer.payload), 0)
	},
	"large_unary": func(i interop) {
		answer, err := i.unary(always, "UnaryCall", interopMessage{payload: make([]byte, 271828), sizes: []uint32{314159}})
		must(i, err)
		equal(i, string(answer.payload), string(make([]byte, 314159)))
	},
	"client_streaming": func(i interop) {
		call := i.open(wire.ClientStream, "StreamingInputCall")
		for _, size := range sizesIn {
			i.send(call, interopMessage{payload: make([]byte, size), isSimple: true})
		}
		must(i, call.halfClose(always))
		data, err := call.answer(always)
		must(i, err)
		answer, err := decoded[interopMessage](interopMethod("call"), data)
		must(i, err)
		equal(i, answer.number, 74922)
	},
	"server_streaming": func(i interop) {
		answers := receiveFrom[interopMessage](always, i.n, interopMethod("StreamingOutputCall"),
			&interopMessage{sizes: sizesOut})
		for _, size := range sizesOut {
			answer, err := answers.Next(always)
			must(i, err)
			equal(i, len(answer.payload), int(size))
		}
		equal(i, second(answers.Next(always)).Error(), "EOF")
	},
	"ping_pong": func(i interop) {
		call := i.open(wire.BothWays, "FullDuplexCall")
		for index, size := range sizesOut {
			i.send(call, interopMessage{payload: make([]byte, sizesIn[index]), sizes: []uint32{size}})
			i.expectSize(call, size)
		}
		must(i, call.halfClose(always))
		equal(i, i.expectEnd(call), nil)
	},
	"empty_stream": func(i interop) {
		call := i.open(wire.BothWays, "FullDuplexCall")
		must(i, call.halfClose(always))
		equal(i, i.expectEnd(call), nil)
	},
	"status_code_and_message": func(i interop) {
		status := &wire.Status{Code: 2, Message: "test status message"}
		i.fails(Unknown, status.Message, second(i.unary(always, "UnaryCall", interopMessage{status: status})))
		call := i.open(wire.BothWays, "FullDuplexCall")
		i.send(call, interopMessage{status: status})
		i.fails(Unknown, status.Message, errorOf(i.expectEnd(call)))
	},
	"special_status_message": func(i interop) {
		text := "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n"
		status := &wire.Status{Code: 2, Message: text}
		i.fails(Unknown, text, second(i.unary(always, "UnaryCall", interopMessage{status: status})))
	},
	"status_details": func(i interop) {
		status := &wire.Status{Code: 3, Message: "two fields", Reason: "INVALID_FIELDS", Fields: []wire.FieldViolation{
			{Field: "trade.profit", Description: "is wrong"}, {Field: "trade.symbol", Description: "is wrong"},
		}}
		err := second(i.unary(always, "UnaryCall", interopMessage{status: status}))
		refused := i.fails(InvalidArgument, "two fields", err)
		equal(i, refused.Reason, status.Reason)
		equal(i, fmt.Sprint(refused.Fields), fmt.Sprint(status.Fields))
	},
	"error_after_messages": func(i interop) {
		answers := receiveFrom[interopMessage](always, i.n, interopMethod("StreamingOutputCall"), &interopMessage{
			sizes: []uint32{1, 2}, status: &wire.Status{Code: 8, Message: "enough"},
		})
		for size := 1; size <= 2; size++ {
			answer, err := answers.Next(always)
			must(i, err)
			equal(i, len(answer.payload), size)
		}
		i.fails(ResourceExhausted, "enough", second(answers.Next(always)))
	},
	"unimplemented_method": func(i interop) {
		i.fails(Unimplemented, "", second(i.unary(always, "UnimplementedCall", interopMessage{})))
	},
	"unimplemented_service": func(i interop) {
		unknown := &method{service: "nija.interop.v1.UnimplementedService", name: "EmptyCall", isRead: true}
		i.fails(Unimplemented, "", second(call[interopMessage](always, i.n, unknown, &interopMessage{})))
	},
	"oversized_response": func(i interop) {
		link, err := i.n.connected(always)
		must(i, err)
		i.fails(ResourceExhausted, "",
			second(i.unary(always, "UnaryCall", interopMessage{sizes: []uint32{4194304}})))
		must(i, second(i.unary(always, "EmptyCall", interopMessage{})))
		equal(i, second(i.n.connected(always)), nil)
		equal(i, i.n.link, link)
	},
	"many_in_flight": func(i interop) {
		errs := make(chan error)
		for size := uint32(0); size < 200; size++ {
			size := size
			go func() {
				answer, err := i.unary(always, "UnaryCall", interopMessage{sizes: []uint32{size}})
				if err == nil && len(answer.payload) != int(size) {
					err = fmt.Errorf("%d bytes instead of %d", len(answer.payload), size)
				}
				errs <- err
			}()
		}
		for count := 0; count < 200; count++ {
			must(i, <-errs)
		}
	},
	"cancel_after_begin": func(i interop) {
		before := i.interrupted()
		i.open(wire.ClientStream, "StreamingInputCall").cancel()
		until(func() bool { return i.interrupted() > before })
	},
	"cancel_after_first_response": func(i interop) {
		before := i.interrupted()
		call := i.open(wire.BothWays, "FullDuplexCall")
		i.send(call, interopMessage{sizes: []uint32{31415}})
		i.expectSize(call, 31415)
		call.cancel()
		until(func() bool { return i.interrupted() > before })
	},
	"timeout_on_sleeping_server": func(i interop) {
		start := time.Now()
		i.fails(DeadlineExceeded, "", second(i.unary(limit(i, 50*time.Millisecond), "EndlessCall", interopMessage{})))
		equal(i, time.Since(start) < 5*time.Second, true)
	},
	"retry_with_the_same_id": func(i interop) {
		record(i, connect(i.T, os.Getenv("NIJA_PROXY")), trade(1))
		equal(i, totalTrades(i, connect(i.T, "")), 1)
	},
	"outcome_unknown": func(i interop) {
		cut := connect(i.T, os.Getenv("NIJA_PROXY"))
		_, err := cut.RecordTrade(limit(i, 300*time.Millisecond), &RecordTradeRequest{Trade: trade(1)})
		var unknown *OutcomeUnknownError
		equal(i, errors.As(err, &unknown), true)
		again := trade(1)
		again.TradeID = unknown.IDs[0]
		equal(i, record(i, connect(i.T, ""), again).Duplicate, true)
	},
	"resume_after_a_cut": func(i interop) {
		direct := connect(i.T, "")
		recordMany(i, direct, 500)
		last := sequenceOf(i, direct)
		events := connect(i.T, os.Getenv("NIJA_PROXY")).Subscribe(always, &SubscribeRequest{AfterSequence: Ptr(uint64(0))})
		defer events.Close()
		for expected := uint64(1); expected <= last; expected++ {
			equal(i, nextSequence(i, events), expected)
		}
	},
}

// TestInterop runs one case of Protos/conformance/interop.json; `interop-client` runs this.
func TestInterop(t *testing.T) {
	name := os.Getenv("NIJA_INTEROP_CASE")
	if name == "" {
		t.Skip("NIJA_INTEROP_CASE names no case; make interop runs all of them")
	}
	run := interopCases[name]
	if run == nil {
		fmt.Println(name, "is not known here")
		os.Exit(exitCannot)
	}
	run(interop{t, connect(t, os.Getenv("NIJA_INTEROP"))})
}

// An echo over ttrpc as containerd has it: `server SOCKET`, or `client SOCKET SECONDS NAME`, which prints
// NAME|p50|p99|calls a second with 64 in flight, times in microseconds.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/containerd/ttrpc"
)

const (
	service = "peers.v1.Ledger"
	warmUp  = 2000
	depth   = 64
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func request() *TradeRequest {
	return &TradeRequest{
		OrderId: "ord-2031-000184467440", Strategy: "mean-reversion-eu", Symbol: "BTC-EUR-PERP", Venue: "exchange-a",
		TimeNs: 1_790_000_000_123_456_789, Price: 61234.5, Quantity: 0.25, Side: 1, Note: []byte("fill 3 of 4, maker, fee 0.01"),
	}
}

func serve(path string) {
	listener, err := net.Listen("unix", path)
	check(err)
	server, err := ttrpc.NewServer()
	check(err)
	var sequence uint64
	server.Register(service, map[string]ttrpc.Method{
		"RecordTrade": func(_ context.Context, decode func(interface{}) error) (interface{}, error) {
			var trade TradeRequest
			if err := decode(&trade); err != nil {
				return nil, err
			}
			return &TradeReply{Sequence: atomic.AddUint64(&sequence, 1), Trades: 12345, Alarms: 7}, nil
		},
	})
	check(server.Serve(context.Background(), listener))
}

func timeOneByOne(call func(), span time.Duration) []float64 {
	for i := 0; i < warmUp; i++ {
		call()
	}
	times := make([]float64, 0, 1<<20)
	for end := time.Now().Add(span); time.Now().Before(end); {
		start := time.Now()
		call()
		times = append(times, float64(time.Since(start).Nanoseconds())/1e3)
	}
	sort.Float64s(times)
	return times
}

func countInFlight(call func(), span time.Duration) float64 {
	var done int64
	var all sync.WaitGroup
	start := time.Now()
	for i := 0; i < depth; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for time.Since(start) < span {
				call()
				atomic.AddInt64(&done, 1)
			}
		}()
	}
	all.Wait()
	return float64(done) / time.Since(start).Seconds()
}

func main() {
	if len(os.Args) == 3 && os.Args[1] == "server" {
		serve(os.Args[2])
		return
	}
	if len(os.Args) != 5 {
		os.Exit(2)
	}
	seconds, err := strconv.ParseFloat(os.Args[3], 64)
	check(err)
	span := time.Duration(seconds * float64(time.Second))
	connection, err := net.Dial("unix", os.Args[2])
	check(err)
	client := ttrpc.NewClient(connection)
	call := func() {
		var reply TradeReply
		check(client.Call(context.Background(), service, "RecordTrade", request(), &reply))
	}
	times := timeOneByOne(call, span)
	rate := countInFlight(call, span)
	fmt.Printf("%s|%.1f|%.1f|%.0f\n", os.Args[4], times[len(times)/2], times[len(times)*99/100], rate)
}

// A stock Go client of an echo server: prints a line for each case that holds, and fails at the first that does not.
//
// usage: goclient SOCKET
package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"sync"
	"time"

	"github.com/containerd/ttrpc"
	"github.com/gogo/protobuf/types"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func check(name string, err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
	fmt.Println(name)
}

func expectCode(err error, code codes.Code) error {
	if status.Code(err) == code {
		return nil
	}
	return fmt.Errorf("%v instead of code %v", err, code)
}

func call(client *ttrpc.Client, ctx context.Context, method string, payload []byte) ([]byte, error) {
	var answer types.BytesValue
	err := client.Call(ctx, "test", method, &types.BytesValue{Value: payload}, &answer)
	return answer.Value, err
}

func echo(client *ttrpc.Client, size int, fill byte) error {
	payload := bytes.Repeat([]byte{fill}, size)
	answer, err := call(client, context.Background(), "Echo", payload)
	if err != nil {
		return err
	}
	if !bytes.Equal(answer, payload) {
		return fmt.Errorf("%d bytes came back for %d", len(answer), size)
	}
	return nil
}

func concurrently(client *ttrpc.Client) error {
	var group sync.WaitGroup
	failures := make(chan error, 64)
	for worker := 0; worker < 64; worker++ {
		group.Add(1)
		go func(worker int) {
			defer group.Done()
			for size := 1; size < 50; size++ {
				if err := echo(client, size, byte(worker)); err != nil {
					failures <- err
					return
				}
			}
		}(worker)
	}
	group.Wait()
	close(failures)
	return <-failures
}

func main() {
	connection, err := net.Dial("unix", os.Args[1])
	check("connect", err)
	client := ttrpc.NewClient(connection)
	background := context.Background()

	check("empty_unary", echo(client, 0, 0))
	check("large_unary", echo(client, 271828, 7))
	check("many_in_flight", concurrently(client))

	_, err = call(client, background, "Nothing", nil)
	check("unimplemented_method", expectCode(err, codes.Unimplemented))

	_, err = call(client, background, "Fail", nil)
	check("status_code", expectCode(err, codes.Aborted))
	if status.Convert(err).Message() != "on purpose" {
		check("status_message", fmt.Errorf("%v", err))
	}
	check("status_message", nil)

	_, err = call(client, background, "Huge", nil)
	check("oversized_answer", expectCode(err, codes.ResourceExhausted))

	ctx, cancel := context.WithTimeout(background, 5*time.Millisecond)
	defer cancel()
	if _, err = call(client, ctx, "Never", nil); err == nil {
		check("deadline", fmt.Errorf("an answer came"))
	}
	check("deadline", nil)

	ctx = ttrpc.WithMetadata(background, ttrpc.MD{"key": {"value"}})
	answer, err := call(client, ctx, "Metadata", nil)
	if err == nil && string(answer) != "key=value" {
		err = fmt.Errorf("%q", answer)
	}
	check("metadata", err)

	check("after_all_that", echo(client, 10, 1))
}

package wire

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// vectors reads a file of Protos/conformance.
func vectors(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../../../Protos/conformance", name))
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	data, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

type frameRow struct {
	Stream uint32
	Type   byte
	Flags  byte
	Data   string
}

func TestFrames(t *testing.T) {
	var file struct {
		Frames []struct {
			Name   string
			Hex    string
			Frames []frameRow
		}
	}
	vectors(t, "frames.json", &file)
	for _, row := range file.Frames {
		data := unhex(t, row.Hex)
		var encoded []byte
		for _, each := range row.Frames {
			encoded = frame{each.Stream, each.Type, each.Flags, unhex(t, each.Data)}.appendTo(encoded)
		}
		if string(encoded) != string(data[:len(encoded)]) {
			t.Errorf("%s: encoded as %x", row.Name, encoded)
		}
		for _, size := range []int{1, 3, 10, len(data) + 1} {
			if found := decodedInPieces(t, data, size); !reflect.DeepEqual(found, row.Frames) && len(row.Frames) > 0 {
				t.Errorf("%s: found %v", row.Name, found)
			}
		}
	}
}

func decodedInPieces(t *testing.T, data []byte, size int) (found []frameRow) {
	t.Helper()
	var decoder decoder
	for len(data) > 0 {
		if size > len(data) {
			size = len(data)
		}
		frames, err := decoder.feed(data[:size])
		if err != nil {
			t.Fatal(err)
		}
		for _, each := range frames {
			found = append(found, frameRow{each.stream, each.kind, each.flags, hex.EncodeToString(each.data)})
		}
		data = data[size:]
	}
	return found
}

func TestFramesThatAreRefused(t *testing.T) {
	var file struct {
		Refused []struct{ Name, Hex string }
	}
	vectors(t, "frames.json", &file)
	for _, row := range file.Refused {
		var decoder decoder
		if _, err := decoder.feed(unhex(t, row.Hex)); err == nil {
			t.Errorf("%s was taken", row.Name)
		}
	}
}

func TestStreams(t *testing.T) {
	shapes := map[string]Shape{
		"unary": Unary, "server stream": ServerStream, "client stream": ClientStream, "both ways": BothWays,
	}
	type event struct {
		Stream  uint32
		Message *string
		Ended   *int32
	}
	var file struct {
		Streams []struct {
			Name, Hex string
			Calls     []string
			Events    []event
			Violation bool
		}
	}
	vectors(t, "streams.json", &file)
	for _, row := range file.Streams {
		connection := NewConnection()
		for _, shape := range row.Calls {
			if _, _, err := connection.Begin(shapes[shape], Request{Service: "s.S", Method: "M"}); err != nil {
				t.Fatal(err)
			}
		}
		events, err := connection.Receive(unhex(t, row.Hex))
		if (err != nil) != row.Violation {
			t.Errorf("%s: %v", row.Name, err)
		}
		found := []event{}
		for _, each := range events {
			if each.Ended {
				code := int32(0)
				if each.Status != nil {
					code = each.Status.Code
				}
				found = append(found, event{Stream: each.Stream, Ended: &code})
			} else {
				message := hex.EncodeToString(each.Message)
				found = append(found, event{Stream: each.Stream, Message: &message})
			}
		}
		if !reflect.DeepEqual(found, row.Events) {
			t.Errorf("%s: found %v", row.Name, events)
		}
	}
}

func TestStatuses(t *testing.T) {
	var file struct {
		Statuses []struct {
			Name, Response string
			Code           int32
			Message        string
			Reason         string
			Fields         []FieldViolation
			Metadata       map[string]string
		}
	}
	vectors(t, "statuses.json", &file)
	for _, row := range file.Statuses {
		_, found, err := readResponse(unhex(t, row.Response))
		if err != nil {
			t.Errorf("%s: %v", row.Name, err)
			continue
		}
		if found.Code != row.Code || found.Message != row.Message || found.Reason != row.Reason ||
			len(found.Fields) != len(row.Fields) || len(found.Metadata) != len(row.Metadata) {
			t.Errorf("%s: found %+v", row.Name, found)
			continue
		}
		for index, field := range row.Fields {
			if found.Fields[index] != field {
				t.Errorf("%s: found %v", row.Name, found.Fields)
			}
		}
		for key, value := range row.Metadata {
			if found.Metadata[key] != value {
				t.Errorf("%s: found %v", row.Name, found.Metadata)
			}
		}
	}
}

func TestWhatDoesNotFitAFrame(t *testing.T) {
	connection := NewConnection()
	if _, _, err := connection.Begin(Unary, Request{Payload: make([]byte, DataBytesMax)}); err == nil {
		t.Error("a request of more than 4 MiB was taken")
	}
	stream, _, err := connection.Begin(ClientStream, Request{})
	if err != nil || stream != 1 {
		t.Fatalf("stream %d, %v", stream, err)
	}
	if _, err := connection.Send(stream, make([]byte, DataBytesMax+1)); err == nil {
		t.Error("a message of more than 4 MiB was taken")
	}
	if data, err := connection.Send(stream, make([]byte, DataBytesMax)); err != nil || len(data) != DataBytesMax+10 {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}

func TestNothingIsSentOfACallThatHasEnded(t *testing.T) {
	connection := NewConnection()
	stream, _, _ := connection.Begin(ClientStream, Request{})
	if len(connection.HalfClose(stream)) == 0 || len(connection.HalfClose(stream)) != 0 {
		t.Error("the end is told once")
	}
	if data, _ := connection.Send(stream, nil); len(data) != 0 {
		t.Error("a message was sent after the end")
	}
	if len(connection.Cancel(stream)) == 0 || len(connection.Cancel(stream)) != 0 {
		t.Error("a call is cancelled once")
	}
}

func TestTheIdsOfAConnectionEnd(t *testing.T) {
	connection := NewConnection()
	connection.nextStream = 1<<32 - 1
	if connection.IsExhausted() {
		t.Error("the last id is one")
	}
	if stream, _, _ := connection.Begin(Unary, Request{}); stream != 1<<32-1 || !connection.IsExhausted() {
		t.Errorf("stream %d", stream)
	}
}

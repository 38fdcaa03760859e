"""A ttrpc client written from docs/PROTOCOL.md alone, for tests that need another hand on the socket."""
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
_stubs = tempfile.mkdtemp()
subprocess.run(
    ["protoc", f"--python_out={_stubs}", "-I.", "-I/usr/include"]
    + [str(path.relative_to(ROOT / "Protos")) for folder in ("nija/v1", "google/rpc")
       for path in sorted((ROOT / "Protos" / folder).glob("*.proto"))],
    cwd=ROOT / "Protos", check=True)
sys.path.insert(0, _stubs)

from google.rpc import error_details_pb2, status_pb2  # noqa: E402
from nija.v1 import (account_service_pb2, alarm_service_pb2, benchmark_service_pb2,  # noqa: E402,F401
                     compliance_pb2, compliance_service_pb2, event_service_pb2, fill_pb2, fill_service_pb2,
                     kpi_service_pb2, market_service_pb2, portfolio_service_pb2, position_service_pb2,
                     strategy_service_pb2, system_service_pb2, trade_service_pb2)

REQUEST, RESPONSE, DATA, CANCEL = 1, 2, 3, 0x10
REMOTE_CLOSED, REMOTE_OPEN, NO_DATA = 1, 2, 4


class Refused(Exception):
    """The daemon answered with an error."""

    def __init__(self, status):
        super().__init__(f"{status.code}: {status.message}")
        self.code = status.code
        self.fields = []
        self.reason = ""
        for detail in status.details:
            request = error_details_pb2.BadRequest()
            if detail.Unpack(request):
                self.fields = [violation.field for violation in request.field_violations]
            info = error_details_pb2.ErrorInfo()
            if detail.Unpack(info):
                self.reason = info.reason


def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def field(number, data):
    return varint(number << 3 | 2) + varint(len(data)) + data


def fields(data):
    """Length-delimited fields of a message by number; the envelopes have no others that matter here."""
    found, place = {}, 0
    while place < len(data):
        tag, place = _varint(data, place)
        size, place = _varint(data, place)
        found[tag >> 3] = data[place:place + size]
        place += size
    return found


def _varint(data, place):
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, place


class Client:
    """One connection; calls block."""

    def __init__(self, path, timeout=10):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(timeout)
        try:
            self.socket.connect(str(path))
        except OSError:
            self.socket.close()
            raise
        self.next_id = 1

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def frame(self, stream, kind, flags=0, data=b""):
        self.socket.sendall(struct.pack(">IIBB", len(data), stream, kind, flags) + data)

    def receive(self):
        length, stream, kind, flags = struct.unpack(">IIBB", self._exactly(10))
        return stream, kind, flags, self._exactly(length)

    def _exactly(self, count):
        data = b""
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            if not piece:
                raise EOFError
            data += piece
        return data

    def request(self, service, method, message, flags=0):
        stream = self.next_id
        self.next_id += 2
        envelope = field(1, b"nija.v1." + service.encode()) + field(2, method.encode())
        envelope += field(3, message.SerializeToString())
        self.frame(stream, REQUEST, flags, envelope)
        return stream

    def answer(self, stream, response):
        got, kind, _, data = self.receive()
        assert (got, kind) == (stream, RESPONSE), (got, kind)
        return self.unpack(data, response)

    @staticmethod
    def unpack(data, response):
        found = fields(data)
        if 1 in found:
            status = status_pb2.Status.FromString(found[1])
            if status.code:
                raise Refused(status)
        return response.FromString(found.get(2, b""))

    def call(self, service, method, message, response):
        return self.answer(self.request(service, method, message), response)

    def stream(self, service, method, message, response):
        """Begins a server stream, whose messages the result yields until its end."""
        return self._messages(self.request(service, method, message, REMOTE_CLOSED), response)

    def _messages(self, wanted, response):
        while True:
            stream, kind, flags, data = self.receive()
            assert stream == wanted
            if kind == RESPONSE:
                self.unpack(data, response)
                return
            if not (flags & NO_DATA):
                yield response.FromString(data)
            if flags & REMOTE_CLOSED:
                return

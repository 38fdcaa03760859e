"""What both clients need to run the cases of Protos/conformance."""
import pathlib
import subprocess
import sys
import tempfile
from decimal import Decimal

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import nija  # noqa: E402
from nija.methods import ServerStream  # noqa: E402
from nija.rpc import error_details_pb2, status_pb2  # noqa: E402

PROTOS = HERE.parents[1] / "Protos"
SERVICE = "nija.interop.v1.InteropService"
SIZES_IN = [27182, 8, 1828, 45904]
SIZES_OUT = [31415, 9, 2653, 58979]
CODE, MESSAGE = 2, "test status message"
SPECIAL_MESSAGE = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n"
CANNOT = 77


def _stubs():
    """What protoc makes of interop.proto, which is no part of the package."""
    place = tempfile.mkdtemp()
    subprocess.run(["protoc", f"--python_out={place}", f"-I{PROTOS}/conformance", f"-I{PROTOS}", "-I/usr/include",
                    f"{PROTOS}/conformance/interop.proto"], check=True)
    module = pathlib.Path(place) / "interop_pb2.py"
    module.write_text(module.read_text().replace("from google.rpc import", "from nija.rpc import"))
    sys.path.insert(0, place)
    import interop_pb2

    return interop_pb2


pb = _stubs()


def unary(name, request, response, service=SERVICE):
    """A method of the interop service; it changes nothing, so that it may be repeated."""
    return ServerStream(service, name, request, response, lambda message: message, True)


def status(code=CODE, message=MESSAGE):
    return status_pb2.Status(code=code, message=message)


def _details():
    made = status_pb2.Status(code=3, message="two fields")
    request = error_details_pb2.BadRequest()
    for name in ("trade.profit", "trade.symbol"):
        request.field_violations.add(field=name, description="is wrong")
    for detail in (request, error_details_pb2.ErrorInfo(reason="INVALID_FIELDS", domain="nija")):
        made.details.add().Pack(detail)
    return made


DETAILS = _details()


def check_details(error):
    check([each.field for each in error.fields], ["trade.profit", "trade.symbol"])
    check(error.reason, "INVALID_FIELDS")


def trades(count):
    return [nija.Trade(strategy="S", symbol="X", profit=Decimal(1)) for _ in range(count)]


def check(found, expected):
    if found != expected:
        raise AssertionError(f"{str(found)[:200]} instead of {str(expected)[:200]}")


def fails(kind, act):
    """The error of an act that must fail so."""
    try:
        act()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


class Case:
    """Runs a case by its name."""

    def run(self, name):
        case = getattr(self, name, None)
        if case is None:
            print(f"{name} is not known here")
            return CANNOT
        case()
        return 0

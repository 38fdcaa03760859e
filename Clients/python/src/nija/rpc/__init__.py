"""Google's status messages.

Where googleapis-common-protos is installed, its modules are used: protobuf's registry has one place for each file.
"""
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nija.rpc.own import error_details_pb2, status_pb2
else:
    try:
        from google.rpc import error_details_pb2, status_pb2
    except ImportError:
        from nija.rpc.own import error_details_pb2, status_pb2

__all__ = ["error_details_pb2", "status_pb2"]

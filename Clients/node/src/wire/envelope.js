// What travels in Request and Response frames: Protos/ttrpc/envelope.proto, and google.rpc's status.

import { decode, define } from "../codec.js";
import { refusal } from "../errors.js";

define({
  Request: [
    [1, "service", "text", ""], [2, "method", "text", ""], [3, "payload", "bytes", ""], [4, "timeoutNano", "int64", ""],
  ],
  Response: [[1, "status", "status", "?"], [2, "payload", "bytes", ""]],
  Status: [[1, "code", "int", ""], [2, "message", "text", ""], [3, "details", "message", "*", "Any"]],
  Any: [[1, "typeUrl", "text", ""], [2, "value", "bytes", ""]],
  ErrorInfo: [[1, "reason", "text", ""], [2, "domain", "text", ""], [3, "metadata", "map", "", "text"]],
  BadRequest: [[1, "fieldViolations", "message", "*", "FieldViolation"]],
  FieldViolation: [[1, "field", "text", ""], [2, "description", "text", ""]],
}, { Status: refused });

/** The error of a status; undefined for OK. */
function refused({ code, message, details }) {
  if (code === 0) return undefined;
  const told = {};
  for (const { typeUrl, value } of details) {
    // A detail is known by the name behind the last slash.
    const name = typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
    if (name === "google.rpc.ErrorInfo") {
      const { reason, metadata } = decode("ErrorInfo", value);
      Object.assign(told, { reason, metadata });
    } else if (name === "google.rpc.BadRequest") {
      told.fields = decode("BadRequest", value).fieldViolations;
    }
  }
  return refusal(code, message, told);
}

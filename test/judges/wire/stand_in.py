#!/usr/bin/env python3
"""Stands where AWS would be: reads every request by AWS's own published models of its APIs, and answers it.

Usage: stand_in.py LOG     prints the port of 127.0.0.1 that it listens on

A request that a model refuses is answered by an error of the code REFUSED that says why, one that no model can read by UNREAD, any
other as if AWS had done it. Each request is a line of JSON in the log: {"service", "operation", "params", "faults"} or {"unread"}.
The models and the protocols are those of localstack-core, which has them from botocore.
"""

import json
import re
import sys
import threading
import traceback
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from answers import answer
from localstack.aws.api import CommonServiceException
from localstack.aws.protocol.parser import create_parser
from localstack.aws.protocol.serializer import create_serializer
from localstack.aws.protocol.service_router import determine_aws_protocol
from localstack.aws.spec import load_service
from localstack.http import Request, Response
from models import faults

REFUSED, UNREAD = "RefusedByModel", "UnreadByModel"

# Services whose requests are signed under another name.
SIGNED_AS = {"access-analyzer": "accessanalyzer", "elasticloadbalancing": "elbv2", "monitoring": "cloudwatch", "servicequotas": "service-quotas"}

parser_of = cache(create_parser)
serializer_of = cache(create_serializer)
model_of = cache(load_service)
lock = threading.Lock()
log = open(sys.argv[1], "a")  # noqa: SIM115


class StandIn(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # An answer goes out whole: in two parts, the second waits for the client to acknowledge the first.
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def respond(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, query = self.path.partition("?")
        request = Request(self.command, path, query_string=query.encode(), body=body, headers=dict(self.headers))
        try:
            with lock:
                response = response_to(request)
        except Exception:
            traceback.print_exc()
            self.send_error(500)
            return
        data = response.get_data()
        self.send_response(response.status_code)
        for key, value in response.headers.items():
            if key.lower() not in ("content-length", "connection"):
                self.send_header(key, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_DELETE = do_GET = do_HEAD = do_PATCH = do_POST = do_PUT = respond


def signed_service(request):
    """By the scope of the signature: `Credential=…/20260101/eu-west-1/elasticloadbalancing/aws4_request`."""
    (name,) = re.findall(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", request.headers.get("Authorization", "")) or ["?"]
    return SIGNED_AS.get(name, name)


def response_to(request):
    name = signed_service(request)
    try:
        service = model_of(name)
        protocol = determine_aws_protocol(request, service)
        operation, params = parser_of(service, protocol).parse(request)
    except Exception as error:  # Whatever it is that the parser minds.
        written(service=name, unread=f"{request.method} {request.path}: {error}")
        return Response(f"{UNREAD}: {error}", status=400)
    found = faults(operation.input_shape, params)
    written(service=name, operation=operation.name, params=params, faults=found)
    serializer = serializer_of(service, protocol)
    try:
        if found:
            raise CommonServiceException(REFUSED, f"{name}.{operation.name}: {'; '.join(found)}", 400)
        return serializer.serialize_to_response(answer(service, operation, params), operation, request.headers, "1")
    except CommonServiceException as error:
        return serializer.serialize_error_to_response(error, operation, request.headers, "1")


def written(**row):
    log.write(json.dumps(row, default=str) + "\n")
    log.flush()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


if __name__ == "__main__":
    server = Server(("127.0.0.1", 0), StandIn)
    print(server.server_address[1], flush=True)
    server.serve_forever()

// The Go side of the error model: google's own packages, and the NewError and ParseError of the deck.
//
//	status-peer serve          a gRPC server whose every method fails as its request metadata says
//	status-peer call ADDRESS METHOD   calls it and prints what the error says
//	status-peer read           prints what a status in protobuf's JSON, on standard input, says
//	status-peer write          prints such a status
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	gstatus "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/emptypb"
)

func main() {
	run := map[string]func([]string) error{"serve": serve, "call": call, "read": read, "write": write}
	if err := run[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func newError(code codes.Code, bizCode int32, message, reason string, info map[string]string) error {
	st, err := status.New(code, message).WithDetails(
		&gstatus.Status{Code: bizCode, Message: message},
		&errdetails.ErrorInfo{Reason: reason, Metadata: info},
	)
	if err != nil {
		return err
	}
	return st.Err()
}

func parseError(err error) (code codes.Code, bizCode int, message string, e error) {
	st := status.Convert(err)
	for _, detail := range st.Details() {
		switch t := detail.(type) {
		case *gstatus.Status:
			return st.Code(), int(t.Code), t.Message, nil
		}
	}
	return st.Code(), 0, st.Message(), errors.New("extract error from status fail")
}

func serve([]string) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := grpc.NewServer(grpc.UnknownServiceHandler(func(_ any, stream grpc.ServerStream) error {
		if err := stream.RecvMsg(&emptypb.Empty{}); err != nil {
			return err
		}
		return fail(stream.Context())
	}))
	fmt.Println(listener.Addr())
	go func() { // ends with the test that started it
		_, _ = io.Copy(io.Discard, os.Stdin)
		server.Stop()
	}()
	return server.Serve(listener)
}

func fail(ctx context.Context) error {
	md, _ := metadata.FromIncomingContext(ctx)
	text := func(key string) string { return append(md.Get(key), "")[0] }
	code, _ := strconv.Atoi(text("code"))
	bizCode, _ := strconv.Atoi(text("biz-code"))
	return newError(codes.Code(code), int32(bizCode), text("message-bin"), text("reason"), map[string]string{"from": "go"})
}

func call(args []string) error {
	conn, err := grpc.NewClient(args[0], grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	return print(conn.Invoke(ctx, args[1], &emptypb.Empty{}, &emptypb.Empty{}))
}

func read([]string) error {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	st := &gstatus.Status{}
	if err := protojson.Unmarshal(text, st); err != nil {
		return err
	}
	return print(status.ErrorProto(st))
}

func write([]string) error {
	st := status.Convert(newError(codes.PermissionDenied, 101002009, "not yours", "shop.v1.ERR_FOREIGN", map[string]string{"from": "go"}))
	text, err := protojson.Marshal(st.Proto())
	if err != nil {
		return err
	}
	fmt.Println(string(text))
	return nil
}

func print(err error) error {
	code, bizCode, message, parseErr := parseError(err)
	facts := map[string]any{"code": code, "bizCode": bizCode, "message": message, "parsed": parseErr == nil, "said": status.Convert(err).Message()}
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			facts["reason"], facts["info"] = info.Reason, info.Metadata
		}
	}
	return json.NewEncoder(os.Stdout).Encode(facts)
}

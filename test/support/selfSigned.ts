/**
 * A certificate of tcp.example.com that nobody vouches for, and its key: for servers of tests alone. Made by
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=tcp.example.com`
 */
export const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdJk/xhWdSYw0uk2w
mODaVSGQjWdDYPL4IJ+OwjFOhdyhRANCAARLgnShkIX3uw4ZGmwVDM0vo1x8R7eM
OfqKPU6a3uXw0HgeCFTBmLKcnR6SqQMy+VpyV+HdoPPyEeNrG6mV0d9G
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBpzCCAU2gAwIBAgIUAQ4cTGPxZhxoeg108h5hL1o9b8gwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPdGNwLmV4YW1wbGUuY29tMCAXDTI2MTEyOTEzMjYwMloYDzIx
MjYxMTA1MTMyNjAyWjAaMRgwFgYDVQQDDA90Y3AuZXhhbXBsZS5jb20wWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAARLgnShkIX3uw4ZGmwVDM0vo1x8R7eMOfqKPU6a
3uXw0HgeCFTBmLKcnR6SqQMy+VpyV+HdoPPyEeNrG6mV0d9Go28wbTAdBgNVHQ4E
FgQUEdT7Iueo+0TMSQubHiw15fdczvEwHwYDVR0jBBgwFoAUEdT7Iueo+0TMSQub
Hiw15fdczvEwDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgg90Y3AuZXhhbXBs
ZS5jb20wCgYIKoZIzj0EAwIDSAAwRQIhAOrWgcBOyxbEQgb0RuKQtcW/kwKPHrYk
wAnSEg9TMkewAiB5oug2cQJFlpsHTnH9UxPPjv/RXLXKMvGh4f4YZmf6XA==
-----END CERTIFICATE-----`,
};

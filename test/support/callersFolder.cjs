// Messages name files as seen from where npm was called: the same for all tests, wherever that was.
delete process.env.INIT_CWD;

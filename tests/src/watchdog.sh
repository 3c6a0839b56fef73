# Makes a PostgreSQL server under $2 on port $3 with the programs in $1, says `ready` or `failed`, and takes everything
# away as soon as its standard input ends: when whoever started it closes it, or ends in whatever way.
trap '' INT HUP PIPE
bin=$1
dir=$2
port=$3
if "$bin/initdb" --pgdata="$dir/data" --username=migrate --pwfile="$dir/password" --auth=password \
    --encoding=UTF8 --locale=C --no-sync >>"$dir/log" 2>&1 &&
    "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/log" --wait --timeout=60 --options="-p $port \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c shared_buffers=64MB \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_wal_size=4GB \
        -c wal_level=minimal -c max_wal_senders=0 -c jit=off -c timezone=UTC" \
        start >>"$dir/log" 2>&1
then
    echo ready
else
    echo failed
fi
cat >/dev/null
"$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate --wait stop >/dev/null 2>&1
rm -rf "$dir"

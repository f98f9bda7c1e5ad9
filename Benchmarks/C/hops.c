// The floor of a rehearsed year: a pipeline in C, one process a hop, all in one topic, as the services stand to it.
//   hops SERVERS TOPIC FILE ENTRIES DAYS HOPS [COPIES COPIES-TOPIC]
// On each day some records are appended; each process answers the records of the one before it, which is a hop; and the
// day is over when the answers of the last have been read. In all ENTRIES records in DAYS days. Every process reads
// everything, as the services do. The last one also appends COPIES records to another topic that nobody reads, as
// `notifications` is written. Prints the seconds that it took and how many records were read back.
#include "client.h"
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAXIMUM_HOPS = 16, LONGEST_DAY_S = 60 };

static void delivered(rd_kafka_t *client, const rd_kafka_message_t *message, void *opaque) {
    (void)client;
    (void)opaque;
    if (message->err) fail("append", rd_kafka_err2str(message->err));
}

typedef struct {
    rd_kafka_t *producer, *reader;
    rd_kafka_topic_t *out, *in, *copies;
    rd_kafka_queue_t *queue;
    int32_t partitions;
    rd_kafka_message_t *batch[MAXIMUM_BATCH];
} stage;

static stage *open_stage(const char *servers, const char *name) {
    stage *s = calloc(1, sizeof *s);
    s->producer = new_producer(servers, "0", "lz4", delivered);
    s->out = open_topic(s->producer, name, &s->partitions);
    s->reader = new_reader(servers, "5");
    s->in = open_topic(s->reader, name, &s->partitions);
    s->queue = rd_kafka_queue_new(s->reader);
    for (int32_t p = 0; p < s->partitions; p++) {
        int64_t low, high;
        if (rd_kafka_query_watermark_offsets(s->reader, name, p, &low, &high, 10000)) fail("read", "no watermarks");
        if (rd_kafka_consume_start_queue(s->in, p, high, s->queue)) fail("read", "cannot start");
    }
    return s;
}

static void append_to(
    stage *s, rd_kafka_topic_t *topic, int32_t partition, const void *key, size_t key_length, const char *value) {
    while (rd_kafka_produce(topic, partition, RD_KAFKA_MSG_F_COPY, (void *)value, VALUE_SIZE, key, key_length, NULL) < 0) {
        if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL)
            fail("append", rd_kafka_err2str(rd_kafka_last_error()));
        rd_kafka_poll(s->producer, 1);
    }
}

static void append(stage *s, int32_t partition, const void *key, size_t key_length, const char *value) {
    append_to(s, s->out, partition, key, key_length, value);
}

// Answers the records of the hop before, until it is killed; with `copies` for each answer to that other topic.
static _Noreturn void answer(
    const char *servers, const char *name, char hop, const char *copies_name, double copies, int ready) {
    stage *s = open_stage(servers, name);
    char value[VALUE_SIZE];
    double owed = 0;
    int32_t ignored;
    if (copies > 0) s->copies = open_topic(s->producer, copies_name, &ignored);
    if (write(ready, "1", 1) != 1) exit(1);
    for (;;) {
        ssize_t n = take_batch(s->queue, 50, s->batch);
        for (ssize_t i = 0; i < n; i++) {
            rd_kafka_message_t *m = s->batch[i];
            if (!m->err && m->len == VALUE_SIZE && *(char *)m->payload == hop - 1) {
                memcpy(value, m->payload, VALUE_SIZE);
                value[0] = hop;
                append(s, m->partition, m->key, m->key_len, value);
                for (owed += copies; owed >= 1; owed--)
                    append_to(s, s->copies, m->partition, m->key, m->key_len, value);
            }
            rd_kafka_message_destroy(m);
        }
        rd_kafka_poll(s->producer, 0);
    }
}

int main(int argc, char **argv) {
    if (argc != 7 && argc != 9) {
        fprintf(stderr, "usage: hops SERVERS TOPIC FILE ENTRIES DAYS HOPS [COPIES COPIES-TOPIC]\n");
        return 2;
    }
    long entries = atol(argv[4]), days = atol(argv[5]), hops = atol(argv[6]), copies = argc == 9 ? atol(argv[7]) : 0;
    if (entries < 1 || days < 1 || hops < 1 || hops > MAXIMUM_HOPS || copies < 0)
        fail("start", "ENTRIES, DAYS, HOPS or COPIES");
    long seeds = entries / (hops + 1);
    int ready[2];
    pid_t children[MAXIMUM_HOPS];
    if (pipe(ready)) fail("start", "no pipe");
    // Before any client is opened: librdkafka's threads do not survive a fork.
    for (long h = 0; h < hops; h++) {
        children[h] = fork();
        if (children[h] < 0) fail("start", "no process");
        double of_each = h == hops - 1 && seeds > 0 ? (double)copies / (double)seeds : 0;
        if (children[h] == 0) answer(argv[1], argv[2], (char)('1' + h), argc == 9 ? argv[8] : NULL, of_each, ready[1]);
    }
    stage *s = open_stage(argv[1], argv[2]);
    record *records = read_records(argv[3], s->partitions);
    char byte;
    for (long h = 0; h < hops; h++)
        if (read(ready[0], &byte, 1) != 1) fail("start", "a hop has ended");

    long begun = 0, ended = 0, read_back = 0;
    int status = 0;
    double start = seconds();
    for (long day = 1; day <= days && !status; day++) {
        for (; begun < seeds * day / days; begun++) {
            record *r = &records[begun % RECORDS];
            r->value[0] = '0';
            append(s, r->partition, r->key, r->key_length, r->value);
        }
        for (double limit = seconds() + LONGEST_DAY_S; ended < begun;) {
            ssize_t n = take_batch(s->queue, 50, s->batch);
            for (ssize_t i = 0; i < n; i++) {
                rd_kafka_message_t *m = s->batch[i];
                if (!m->err) {
                    read_back++;
                    if (*(char *)m->payload == (char)('0' + hops)) ended++;
                }
                rd_kafka_message_destroy(m);
            }
            rd_kafka_poll(s->producer, 0);
            if (seconds() > limit) {
                fprintf(stderr, "hops: day %ld does not end: %ld of %ld\n", day, ended, begun);
                status = 1;
                break;
            }
        }
    }
    printf("%.6f %ld\n", seconds() - start, read_back);
    for (long h = 0; h < hops; h++) {
        kill(children[h], SIGKILL);
        waitpid(children[h], NULL, 0);
    }
    return status;
}

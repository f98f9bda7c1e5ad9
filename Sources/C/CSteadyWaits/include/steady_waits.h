#pragma once
#include <stdbool.h>

// Waits of librdkafka end by the steady clock, whatever becomes of the civil one; see Sources/Kafka/workarounds.md.

// Whether librdkafka's waits go through this file, as they must: 0 where another library stands before it.
bool steady_waits_are_in_place(void);

// Waits until `semaphore` (a sem_t *) is posted, at most so many milliseconds of the steady clock. False: it was not.
bool steady_wait_for(void *semaphore, int milliseconds);

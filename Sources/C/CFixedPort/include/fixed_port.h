#pragma once
#include <stdint.h>

// The next sockets that this thread binds to 127.0.0.1 with port 0 get `port` instead; 0 ends it.
// librdkafka's mock broker always asks for port 0 and has no setting for another.
void fixed_port_for_this_thread(uint16_t port);

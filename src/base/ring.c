/* ring.c - see ring.h.
 *
 * Layer: base; pthreads. Order: the ring, who fills, who empties.
 */
#include "base/ring.h"

void ring_begin(struct ring *ring, size_t places) {
    *ring = (struct ring){.places = places};
    pthread_mutex_init(&ring->mutex, NULL);
    pthread_cond_init(&ring->has_filled, NULL);
    pthread_cond_init(&ring->has_room, NULL);
}

void ring_end(struct ring *ring) {
    pthread_mutex_destroy(&ring->mutex);
    pthread_cond_destroy(&ring->has_filled);
    pthread_cond_destroy(&ring->has_room);
}

/* ---- who fills ---- */

bool ring_room(struct ring *ring, size_t *place) {
    pthread_mutex_lock(&ring->mutex);
    while (ring->filled - ring->emptied >= ring->places && !ring->is_stopped)
        pthread_cond_wait(&ring->has_room, &ring->mutex);
    bool is_wanted = !ring->is_stopped;
    *place = ring->filled % ring->places;
    pthread_mutex_unlock(&ring->mutex);
    return is_wanted;
}

void ring_filled(struct ring *ring) {
    pthread_mutex_lock(&ring->mutex);
    ring->filled++;
    pthread_cond_signal(&ring->has_filled);
    pthread_mutex_unlock(&ring->mutex);
}

void ring_close(struct ring *ring) {
    pthread_mutex_lock(&ring->mutex);
    ring->is_closed = true;
    pthread_cond_signal(&ring->has_filled);
    pthread_mutex_unlock(&ring->mutex);
}

/* ---- who empties ---- */

bool ring_next(struct ring *ring, size_t *place) {
    pthread_mutex_lock(&ring->mutex);
    while (ring->filled == ring->emptied && !ring->is_closed)
        pthread_cond_wait(&ring->has_filled, &ring->mutex);
    bool is_there = ring->filled > ring->emptied;
    *place = ring->emptied % ring->places;
    pthread_mutex_unlock(&ring->mutex);
    return is_there;
}

void ring_emptied(struct ring *ring) {
    pthread_mutex_lock(&ring->mutex);
    ring->emptied++;
    pthread_cond_signal(&ring->has_room);
    pthread_mutex_unlock(&ring->mutex);
}

void ring_stop(struct ring *ring) {
    pthread_mutex_lock(&ring->mutex);
    ring->is_stopped = true;
    pthread_cond_signal(&ring->has_room);
    pthread_mutex_unlock(&ring->mutex);
}

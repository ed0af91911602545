-- Takes a permit from the pool.
-- Returns 0 if it was taken, otherwise the microseconds until one may be free.
--
-- KEYS[1]  sorted set of taken permits, by the time at which they expire
-- KEYS[2]  number of permits in the pool
-- KEYS[3]  exists while the pool is too new to be used
-- KEYS[4]  sorted set of replicas, by the time of their last heartbeat
-- ARGV[1]  id of the permit
-- ARGV[2]  lease in milliseconds
-- ARGV[3]  number of permits, if the pool does not exist yet
-- ARGV[4]  number of replicas that share the pool
-- ARGV[5]  milliseconds for which a heartbeat counts

local time = redis.call('time')
local now = time[1] * 1000000 + time[2]

-- Redis was emptied: permits may have been taken just before, so the pool gives none for a second.
local permits = redis.call('get', KEYS[2])
if not permits then
  permits = ARGV[3]
  redis.call('set', KEYS[2], permits)
  redis.call('set', KEYS[3], '1', 'px', 1000)
end
local wait = redis.call('pttl', KEYS[3])
if wait > 0 then
  return wait * 1000
end

-- A replica without a heartbeat may be using its share without asking: leave that share free.
local replicas = tonumber(ARGV[4])
local available = tonumber(permits)
if replicas > 1 then
  local alive = redis.call('zcount', KEYS[4], now - ARGV[5] * 1000, '+inf')
  available = math.max(1, math.floor(permits * math.min(alive, replicas) / replicas))
end

redis.call('zremrangebyscore', KEYS[1], '-inf', now)
local over = redis.call('zcard', KEYS[1]) - available
if over >= 0 then
  local next = redis.call('zrange', KEYS[1], over, over, 'withscores')
  return math.max(1, next[2] - now)
end

redis.call('zadd', KEYS[1], now + ARGV[2] * 1000, ARGV[1])
local last = redis.call('zrange', KEYS[1], -1, -1, 'withscores')
redis.call('pexpire', KEYS[1], math.ceil((last[2] - now) / 1000) + 1000)
return 0

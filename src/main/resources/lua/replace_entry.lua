-- Replaces an entry if it still is what the caller has read. Returns the entry before the call.
--
-- KEYS[1]  the entry
-- ARGV[1]  what the caller has read; empty if there was no entry
-- ARGV[2]  the new entry
-- ARGV[3]  its time to live in milliseconds

local old = redis.call('get', KEYS[1])
if (old or '') == ARGV[1] then
  redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3])
end
return old

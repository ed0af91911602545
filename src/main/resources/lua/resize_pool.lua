-- Creates the pool of permits, or sets its size.
--
-- KEYS[2]  number of permits in the pool
-- KEYS[3]  exists while the pool is too new to be used
-- ARGV[1]  number of permits
-- ARGV[2]  'always', or 'new' to leave an existing pool as it is

local exists = redis.call('exists', KEYS[2]) == 1
if not exists then
  redis.call('set', KEYS[3], '1', 'px', 1000)
end
if not exists or ARGV[2] == 'always' then
  redis.call('set', KEYS[2], ARGV[1])
end
return 0

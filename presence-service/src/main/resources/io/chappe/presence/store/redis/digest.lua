-- The digest of a roster: the sum, modulo 2^64, of the members' FNV-1a hashes (64 bit) over session, meta, generation, and
-- state and lobby, and the room that they are called to, and of what their tokens add. Lua's numbers are exact to 2^53 only,
-- so a hash is its upper and its lower 32 bits; as text it is 16 hex digits.

local TWO_32 = 4294967296

local function read_hash(text)
    return {high = tonumber(string.sub(text, 1, 8), 16), low = tonumber(string.sub(text, 9, 16), 16)}
end

local function hash_text(hash)
    return string.format('%08x%08x', hash.high, hash.low)
end

-- The prime is 2^40 + 435.
local function take_byte(hash, byte)
    local last = hash.low % 256
    local low = hash.low - last + bit.bxor(last, byte)
    local product = low * 435
    local rest = product % TWO_32
    return {high = (hash.high * 435 + (product - rest) / TWO_32 + low * 256) % TWO_32, low = rest}
end

local function add(sum, hash)
    local low = sum.low + hash.low
    local rest = low % TWO_32
    return {high = (sum.high + hash.high + (low - rest) / TWO_32) % TWO_32, low = rest}
end

local function subtract(sum, hash)
    local low = sum.low - hash.low
    local rest = low % TWO_32
    return {high = (sum.high - hash.high + (low - rest) / TWO_32) % TWO_32, low = rest}
end

-- From the hash over session and meta. The room that it is called to and the token's part are nil where there are none.
local function member_digest(content, generation, is_online, waits, called_to, token)
    local hash = read_hash(content)
    for shift = 7, 0, -1 do
        hash = take_byte(hash, math.floor(generation / 256 ^ shift) % 256)
    end
    hash = take_byte(hash, (is_online and 0 or 1) + (waits and 2 or 0))
    for i = 1, called_to and #called_to or 0 do
        hash = take_byte(hash, string.byte(called_to, i))
    end
    return token and add(hash, read_hash(token)) or hash
end

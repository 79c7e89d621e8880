-- Works a Lua: prints how many things hold of it, and fails at the first that does not.
local count = 0

local function check(what, holds)
  if not holds then error(what .. " does not hold", 2) end
  count = count + 1
end

-- numbers
check("a version", _VERSION:match("^Lua 5%.4$"))
check("integers wrap", math.maxinteger + 1 == math.mininteger)
check("integers and floats", 7 // 2 == 3 and 7 / 2 == 3.5 and -7 // 2 == -4 and -7 % 3 == 2 and 2 ^ 10 == 1024.0)
check("bits", 0xF0 | 0x0F == 0xFF and 0xFF ~ 0x0F == 0xF0 and 1 << 62 > 0 and ~0 == -1)
check("conversions", math.tointeger("8") == 8 and tostring(1e15) == "1e+15" and math.type(1.0) == "float")
check("the mathematical library", math.abs(math.sin(math.pi)) < 1e-15 and math.sqrt(2) ^ 2 - 2 < 1e-15)

-- strings
check("patterns", ("key = value"):match("^(%w+)%s*=%s*(%w+)$") == "key")
check("replacing", (("hello world"):gsub("o", { o = "0" })) == "hell0 w0rld")
check("formats", ("%5.2f|%-5s|%q"):format(3.14159, "ab", "a\nb") == " 3.14|ab   |\"a\\\nb\"")
check("packing", string.unpack("<i4", string.pack("<i4", -2)) == -2)
check("UTF-8", utf8.len("žluťoučký") == 9 and utf8.char(8364) == "€")

-- tables
local numbers = {}
for i = 1, 1000 do numbers[i] = (i * 7919) % 1009 end
table.sort(numbers)
local sorted = true
for i = 2, #numbers do sorted = sorted and numbers[i - 1] <= numbers[i] end
check("sorting", sorted)
check("moving", table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), ",") == "1,1,2,3")
check("unpacking", select("#", table.unpack({ 1, nil, 3 }, 1, 3)) == 3)

-- functions
local function counter()
  local n = 0
  return function() n = n + 1; return n end
end
local first, second = counter(), counter()
first(); first()
check("closures", first() == 3 and second() == 1)
local function deep(n) if n == 0 then return true end return deep(n - 1) end
check("tail calls", deep(1000000))
check("errors are caught", not pcall(error, "x") and select(2, pcall(error, { code = 7 })).code == 7)

local closed = 0
do
  local guard <close> = setmetatable({}, { __close = function() closed = closed + 1 end })
end
check("what is closed at the end of a block", closed == 1)

-- metatables and coroutines
local vector = {}
vector.__index = vector
vector.__add = function(a, b) return setmetatable({ x = a.x + b.x }, vector) end
vector.__eq = function(a, b) return a.x == b.x end
check("metatables", setmetatable({ x = 1 }, vector) + setmetatable({ x = 2 }, vector) == setmetatable({ x = 3 }, vector))

local generate = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end)
check("coroutines", generate() + generate() + generate() == 6)

-- code and memory
check("chunks", load("return ...")(42) == 42 and not load("return ="))
check("compiled chunks", load(string.dump(function() return "dumped" end), "chunk", "b")() == "dumped")
for _ = 1, 100 do local _ = ("x"):rep(100000) end
collectgarbage()
check("memory comes back", collectgarbage("count") < 4096)
local weak = setmetatable({ {} }, { __mode = "v" })
collectgarbage()
check("weak references", weak[1] == nil)

-- what a confined run may not have
check("no file outside", io.open("/etc/passwd") == nil)
check("a file inside", assert(io.open("written", "w")):write("x"):close() and io.open("written"):read("a") == "x")

print(count .. " things hold of " .. _VERSION)

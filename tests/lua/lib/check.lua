-- Checks for tests written in Lua. A test is a report: its checks run while it is built.
--
--   local check = require "lib.check"
--   return check.report("dates", function(clinic)
--     check.equal(dates.add("2026-02-28", 1), "2026-03-01")
--   end)

local check = {}

local count = 0

-- How a value is shown when it is not the one expected.
local function shown(value)
  if type(value) ~= "table" then
    return type(value) == "string" and ("%q"):format(value) or tostring(value)
  end
  local parts = {}
  for key, item in pairs(value) do
    parts[#parts + 1] = tostring(key) .. " = " .. shown(item)
  end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then
    return a == b
  end
  for key, item in pairs(a) do
    if not same(item, b[key]) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

-- Tables are equal when what they hold is.
function check.equal(got, expected, what)
  count = count + 1
  if not same(got, expected) then
    error((what and what .. ": " or "") .. "got " .. shown(got) .. ", expected " .. shown(expected), 2)
  end
end

function check.is_true(got, what)
  count = count + 1
  if got ~= true then
    error((what or "condition") .. ": got " .. shown(got) .. ", expected true", 2)
  end
end

-- The call raises, and the message holds the words.
function check.raises(words, run, ...)
  count = count + 1
  local fine, message = pcall(run, ...)
  if fine then
    error("nothing was raised, expected: " .. words, 2)
  elseif not tostring(message):find(words, 1, true) then
    error("raised " .. shown(message) .. ", expected: " .. words, 2)
  end
end

-- A report that runs the checks and prints how many there were.
function check.report(name, run)
  local report = footnote.report {
    api = 1, name = name, title = name, description = "Checks.", lang = "en", fields = {},
  }
  function report.build(_, clinic)
    run(clinic)
    return document { title = name, para { value(tostring(count)), " checks, all fine" } }
  end
  return report
end

return check

-- What rules say, caught: the calls that would stop the handout of the test itself are replaced.
--
--   local said = rulings.of(function() clinic_profile.check(profile) end)
--   said --> { "CLINIC: the clinic's profile: ...", "field follow_up_date: ..." }

local rulings = {}

function rulings.of(run, ...)
  local said, kept = {}, {}
  local function catch(name, say)
    kept[name] = footnote[name]
    rawset(footnote, name, function(...)
      said[#said + 1] = say(...)
      return false
    end)
  end
  local function rule(id, text)
    return text and id .. ": " .. text or id
  end
  catch("refuse", rule)
  catch("ask", rule)
  catch("warn", rule)
  catch("field_error", function(field, text) return "field " .. field .. ": " .. text end)
  local fine, message = pcall(run, ...)
  for name, original in pairs(kept) do
    rawset(footnote, name, original)
  end
  if not fine then
    error(message, 0)
  end
  return said
end

-- True when something was said that holds the words.
function rulings.hold(said, words)
  for _, line in ipairs(said) do
    if line:find(words, 1, true) then
      return true
    end
  end
  return false
end

return rulings

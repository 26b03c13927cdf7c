-- QR codes: the least size, with other words, beside its words, and one of a long address.
local report = footnote.report {
  api = 1, name = "qr", title = "Codes", description = "A golden page.", lang = "en",
  fields = {},
}

function report.build()
  return document {
    title = report.title,
    heading { level = 1, report.title },
    qr { "https://clinic.example/heel" },
    qr { "https://clinic.example/heel?from=sheet", size = 90, words = "clinic.example/heel",
      alt = "QR code: our page about heels" },
    band {
      { para "Our page is clinic.example." },
      { qr { "https://clinic.example", words = false } },
      split = { 8, 4 },
    },
    qr { "https://clinic.example/" .. ("a"):rep(277), size = 100, words = "a long address",
      alt = "QR code: a long address" },
  }
end

return report

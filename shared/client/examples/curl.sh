#!/bin/sh
# A payment from the shell: PAY_URL=… PAY_KEY=… RETURN_URL=… ./curl.sh ORDER AMOUNT
# Prints the payment link and, once the order is decided, its status. Safe to run again with the same words.
set -eu
order=$1 amount=$2

api() { curl --silent --show-error --fail-with-body --retry 2 --max-time 30 -H "Authorization: Bearer $PAY_KEY" "$@"; }
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

checkout=$(api "$PAY_URL/checkouts" -H 'Content-Type: application/json' --data \
  "{\"orderId\":\"$order\",\"amount\":\"$amount\",\"currency\":\"BDT\",\"customer\":{},\"returnUrl\":\"$RETURN_URL\"}")
echo "pay here: $(echo "$checkout" | field payUrl)"

status=pending
while [ "$status" = pending ] || [ "$status" = review ]; do
  sleep 2
  status=$(api "$PAY_URL/orders/$order" | sed 's/,"payable".*//' | field status)
done
echo "order $order is $status"

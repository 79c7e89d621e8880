# The zygote, x86-64: waits for scripts of system calls, and carries them out.
#
# A script is a row of entries of 64 bytes:
#   int32 number of the call (negative: the end) · int32 flags · six arguments of 64 bits · int64 what it returned
# Flags: 1, the call forks: the parent answers with the entry and waits for the next script, the child goes on;
#        2, whether the call fails does not matter.
# A call of the child that fails is written to descriptor 4, and the child ends with 127. What is written is the entry.
#
# Descriptors: 3, the socket that scripts come from and answers go to; 4 and above, what came with the script.
# Memory: MSG, the message header of recvmsg, made by whoever made the image; BUF, the script.
#
#   as -o zygote.o zygote.s && ld --oformat binary -Ttext 0x10000200 -o zygote.bin zygote.o

.intel_syntax noprefix
.set MSG, 0x10001000
.set BUF, 0x10010000
.globl _start
_start:
wait:
  mov edi, 4                      # close_range(4, ~0, 0): what came with the script before
  mov esi, -1
  xor edx, edx
  mov eax, 436
  syscall
  mov edi, 3                      # recvmsg(3, MSG, 0)
  mov esi, MSG
  mov qword ptr [rsi+40], 1024    # the kernel has written the length of what came over that of what may come
  xor edx, edx
  mov eax, 47
  syscall
  cmp rax, -4                     # interrupted
  je wait
  test rax, rax                   # nobody is there any more
  jle end
  mov r12d, BUF
step:
  mov eax, [r12]
  test eax, eax
  js wait
  mov rdi, [r12+8]
  mov rsi, [r12+16]
  mov rdx, [r12+24]
  mov r10, [r12+32]
  mov r8, [r12+40]
  mov r9, [r12+48]
  syscall
  mov [r12+56], rax
  mov ecx, [r12+4]
  test cl, 1
  jz plain
  test rax, rax
  jz next                         # the child
  mov edi, 3                      # write(3, entry, 64): the parent, or nobody's
  call tell
  jmp wait
plain:
  test cl, 2
  jnz next
  test rax, rax
  js fail
next:
  add r12, 64
  jmp step
fail:
  mov edi, 4
  call tell
  mov edi, 127                    # exit_group(127)
  mov eax, 231
  syscall
end:
  xor edi, edi
  mov eax, 231
  syscall
tell:
  mov rsi, r12
  mov edx, 64
  mov eax, 1
  syscall
  ret
